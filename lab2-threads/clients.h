/* The clients that threads are serving right now: how many, and which sockets, so that the server
 * can refuse more and can stop them all. */
#ifndef CLIENTS_H
#define CLIENTS_H

#include "net.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

struct client {
    /* fixed; for the client's thread */
    int socket;
    union net_address peer; /* looked up only where an address may have so many clients */
    const void *shared;     /* what all clients share: read only */

    /* clients->lock must be held */
    struct clients *clients;
    LIST_ENTRY(client) others;
};

struct clients {
    const void *shared;
    unsigned most;
    unsigned most_per_address;

    pthread_mutex_t lock; /* must be held for all below */
    pthread_cond_t one_left;
    unsigned count;
    LIST_HEAD(, client) all;
};

/* Room for `most` clients that share something, not more than `most_per_address` (0: any number)
 * from one address. */
void clients_begin(struct clients *c, unsigned most, unsigned most_per_address, const void *shared);

/* What their threads are like: with a stack of so many bytes; nobody joins them; and deaf to the
 * signals that stop the server, which the accepting thread takes.  The caller destroys this. */
void clients_thread_attributes(pthread_attr_t *attributes, size_t stack);

/* Another one, which owns the socket; NULL when there are too many or there is no memory. */
struct client *clients_enter(struct clients *c, int socket);

/* This one is done: closes its socket and frees it.  The last thing its thread does. */
void clients_leave(struct client *client);

/* Waits until all have left.  After `grace` seconds it shuts their connections down, so that their
 * threads find the end of the stream and leave.  False when some do not even then: what they share
 * must stay. */
bool clients_finish(struct clients *c, double grace);

#endif
