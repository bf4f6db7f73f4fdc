/* witness.h: what the kernel says of a server at one moment: tasks, accept queue, connections. */
#ifndef GRADER_WITNESS_H
#define GRADER_WITNESS_H

#include "launch.h"
#include "proctask.h"

struct witness {
    int processes;
    int tasks;           /* of all these processes together        */
    int naps[NAP_KINDS]; /* how many tasks wait in which way       */
    int queue;           /* connected, not accepted                */
    int held;            /* accepted connections still open        */
    int nonblocking;     /* of these with O_NONBLOCK               */
    int own;             /* of these with a task that waits for that client alone */
    int epolls;          /* epoll descriptors                      */
    int hidden;          /* processes whose descriptors are hidden */
    unsigned long switches;
};

void witness_read(struct witness *w, const struct server *s);

/* Do two snapshots agree, and did no task so much as move between them? */
bool witness_still(const struct witness *a, const struct witness *b);

/* "5 x read, 1 x accept" */
char *witness_naps(const struct witness *w, char *out, size_t size);

#endif
