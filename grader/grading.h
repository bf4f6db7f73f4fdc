/* grading.h: one submission being graded: its checks in the order of the report, their records. */
#ifndef GRADER_GRADING_H
#define GRADER_GRADING_H

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

#include "checks.h"
#include "cmdline.h"
#include "record.h"
#include "rubric.h"
#include "sheet.h"

struct job {
    char id[96];      /* "lab2-threads.hello.model" */
    const char *name; /* id without the lab    */
    const struct lab *lab, *peer;
    const struct check_kind *kind;
    const struct rule *rule;
    const char *see;       /* the section of the handout that teaches it, or ""; a record
                              may name another one */
    struct record *record; /* shared with the process of the check */
    pid_t runner;          /* while it runs, else 0                */
    unsigned seat;         /* while it runs: which of those that run */
    int64_t began;
    bool done;
};

struct grading {
    const char *name;    /* as on the command line; "this tree"               */
    struct sheet *sheet; /* what was found, as far as it is known yet         */
    char kit[PATH_MAX];  /* inside: where the lab directories stand           */
    struct job *jobs;    /* none before sheet->laid                           */
    size_t count;
};

/* Lists the checks that options ask for, of the labs that the sheet has; each gets its record
 * there. false: error says why (a check without a rule, ...). */
bool grading_plan(struct grading *g, const struct options *o, const struct rubric *rubric,
                  char *error, size_t size);
void grading_free(struct grading *g);

/* Sums for one lab, or with lab NULL for all. */
struct total {
    double points, max;
    size_t passed, count;
    bool grader_failed;
};
struct total grading_total(const struct grading *g, const struct lab *lab);

#endif
