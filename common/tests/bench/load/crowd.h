/* Many connections in one thread: so many visits at once, until so many are over.  A visit is one
 * FTP session or one hello; what it does is its own, here is only the waiting. */
#ifndef CROWD_H
#define CROWD_H

#include "net.h"

#include <stdbool.h>
#include <stdint.h>

struct load {
    union net_address server;
    unsigned at_once;
    unsigned total;
    const char *get; /* the file each visit gets, or NULL */
    const char *put; /* or stores, followed by a number   */
    long long size;  /* of that file, or of the greeting  */
};

/* What became of a visit when something happened on one of its connections. */
enum visit { VISIT_GOES_ON, VISIT_STAYS, VISIT_OVER };

/* A visitor: begin opens its connection; go is called when that (or `data`, the second) is ready;
 * end closes what is open.  They end the program when a server does not do as it should. */
struct crowd;
struct visitor_kind {
    void *(*begin)(struct crowd *c, unsigned index, unsigned number);
    enum visit (*go)(void *visitor, bool data);
    void (*end)(void *visitor);
};

struct crowd {
    const struct load *load;
    const struct visitor_kind *kind;
    int epoll;
    void **visitors;
    unsigned begun;
    unsigned over;
};

/* Runs them all; those that stay are kept until crowd_end(). */
void crowd_run(struct crowd *c, const struct load *load, const struct visitor_kind *kind);
void crowd_end(struct crowd *c);

/* For visitors: a new connection to the server's port (0: the one of the load) that is watched for
 * `events`. */
int crowd_connect(struct crowd *c, unsigned index, bool data, unsigned port, uint32_t events);

#endif
