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
    int64_t began;
    bool done;
};

#define NOTES_MAX 40

struct grading {
    const char *name;        /* as on the command line; "this tree" */
    char kit[PATH_MAX];      /* where the lab directories stand   */
    bool present[LAB_COUNT]; /* the labs it holds            */
    bool predictions;        /* it has a predictions.txt     */
    struct job *jobs;
    struct record *records; /* one a job, in shared memory   */
    size_t count;
    char notes[NOTES_MAX][200]; /* what was ignored, what did not build */
    size_t note_count;
    double seconds;
};

/* Lists the checks that options ask for. false: error says why (a check without a rule, ...). */
bool grading_plan(struct grading *g, const struct options *o, const struct rubric *rubric,
                  char *error, size_t size);
void grading_free(struct grading *g);
void grading_note(struct grading *g, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sums for one lab, or with lab NULL for all. */
struct total {
    double points, max;
    size_t passed, count;
    bool grader_failed;
};
struct total grading_total(const struct grading *g, const struct lab *lab);

#endif
