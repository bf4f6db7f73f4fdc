/* stall.h: a second client asks again and again while the server is busy with the first: is it
 * answered, or does the first hold up everybody? */
#ifndef GRADER_STALL_H
#define GRADER_STALL_H

#include <stdbool.h>

#include "launch.h"

struct stall {
    const struct server *server;
    double longest_ms; /* the longest wait for an answer so far */
    char naps[200];    /* what the tasks wait in while the first client is served */
};

enum stall_end {
    STALL_ANSWERED,
    STALL_HELD_UP, /* no answer, and no task moves: somebody waits where nobody may */
    STALL_LATE,    /* until came first */
};

/* Waits until answered(arg); it may look at the server through /proc, hence the witness. */
enum stall_end stall_watch(struct stall *s, bool (*answered)(void *arg), void *arg, int64_t until);

/* Ends the check: WRONG_MODEL, BLOCKS THE LOOP in a lab with a loop. during: "waiting for the
 * data connection of another client". */
_Noreturn void stall_fail(const struct stall *s, const char *during);

#endif
