/* entry.h: one submission of a batch: its room, its report, its end. */
#ifndef GRADER_ENTRY_H
#define GRADER_ENTRY_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "grading.h"
#include "room.h"

struct entry {
    const struct options *o;
    const struct rubric *rubric;
    const char *submission; /* NULL: this tree */
    char name[500];         /* that, safe to print */
    char report[PATH_MAX];  /* directory for its report; empty: there is none */
    bool unreported;        /* its report could not be written */
    struct room room;
    struct grading g;
    unsigned slot; /* which of the --jobs it is */
    int64_t begun;
    enum { WAITS, RUNS, ENDED, REPORTED } state;
    int status; /* once ended: the exit status that it asks for */
};

/* Opens its room, with the kit in that directory. It then RUNS; or it has ENDED (or, without a
 * sheet, is REPORTED), since there was no room for it. */
void entry_begin(struct entry *e, const char *kit, unsigned slot);

/* Takes what is new of one that runs. true: it is time to end it. */
bool entry_look(struct entry *e);

/* Closes its room; writes the last word on it. */
void entry_end(struct entry *e);

/* Nobody looked at it: its report has every check there is, and says why none has run. */
void entry_end_unbegun(struct entry *e, const char *why);

#endif
