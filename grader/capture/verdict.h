/* What is said of a capture: a line for each thing looked at, and how many of them are wrong. */
#ifndef VERDICT_H
#define VERDICT_H

#include "connections.h"

#include <stdbool.h>
#include <stdio.h>

struct verdicts {
    FILE *out;
    unsigned good, wrong;
    const char *wrong_name; /* of the first that was wrong, or NULL */
    char first_wrong[500];  /* and its text, or ""                  */
};

/* Writes "ok    NAME  text" or "WRONG NAME  text", and counts.  What comes from a file shows as '?'
 * where it is not printable. */
__attribute__((format(printf, 4, 5))) void verdict(struct verdicts *v, bool good, const char *name,
                                                   const char *text, ...);

/* Whether the file could be read, and what kept it from that; the sentence tells what to do. */
void verdict_of_reading(struct verdicts *v, enum packets_outcome outcome, const struct packets *p,
                        const char *file);

/* The capture itself: `wanted` clients at least. */
void verdict_of_capture(struct verdicts *v, const struct connections *c, const struct packets *p,
                        unsigned wanted);

#endif
