/* ledger.h: what a server has open, counted before and after a crowd of clients. */
#ifndef GRADER_LEDGER_H
#define GRADER_LEDGER_H

#include <limits.h>

/* Of all processes that the check has started. */
struct ledger {
    int fds;     /* open descriptors                                */
    int tasks;   /* threads                                         */
    int zombies; /* processes that have ended and nobody waited for */
    int ports;   /* listening sockets                               */
    int files;   /* in the check's own directory and below          */
};

/* A bound that nothing exceeds. */
#define LEDGER_ANY ((struct ledger){INT_MAX, INT_MAX, INT_MAX, INT_MAX, INT_MAX})

/* Looks until there is no more than bound, or for 3 s: the last client's thread may still be
 * ending. */
struct ledger ledger_read(struct ledger bound);

/* Passes the check, or fails it with what there is more of than before, by more than a twentieth of
 * the clients: what leaks grows with them. */
void ledger_judge(struct ledger before, int clients);

#endif
