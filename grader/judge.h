/* judge.h: how a check speaks: what it is doing, and its one verdict. */
#ifndef GRADER_JUDGE_H
#define GRADER_JUDGE_H

#include <stdint.h>

#include "labs.h"
#include "record.h"
#include "rubric.h"

/* Check's test functions take no argument; what the running check needs to know stands here.
 * The supervisor fills it in the process of the check, before the check starts. */
struct now {
    struct record *record;
    const struct lab *lab;  /* whose program is judged                             */
    const struct lab *peer; /* whose program it plays with, or NULL                */
    const char *kit;        /* directory in which the lab directories stand        */
    const char *work;       /* directory of this check and its programs, removed afterwards */
    const char *outputs;    /* where their stdout and stderr go; programs do not write there */
    uint64_t seed;
    const char *check;       /* its name without the lab, "hello.model" */
    const struct rule *rule; /* its rule in the rubric, for param()     */
};
extern struct now now;

#define FORMAT(a, b) __attribute__((format(printf, a, b)))

/* What the report shows beside the verdict: waits that are the contract's (think, giving up after
 * 5 s, ...), added up; the longest time in which an event loop answered nobody. */
void judge_waits(double seconds);
void judge_stall(double ms);

/* "waiting for the greeting": what the check is doing, for a TIMEOUT and for the report. */
void judge_stage(const char *format, ...) FORMAT(1, 2);

/* The ways a check can end. Each writes the record; none returns but judge_pass() and
 * judge_partial(), after which the check must end. The first verdict counts. */
void judge_pass(const char *format, ...) FORMAT(1, 2);
void judge_partial(double share, const char *format, ...) FORMAT(2, 3);
_Noreturn void judge_fail(enum verdict verdict, const char *expected, const char *format, ...)
    FORMAT(3, 4);
/* TIMEOUT while doing judge_stage(). */
_Noreturn void judge_late(const char *expected);
/* The machine, not the program: a directory that cannot be made, no memory. */
_Noreturn void judge_grader(const char *format, ...) FORMAT(1, 2);

/* Before judge_fail(): words for this very failure, in place of the rubric's. */
void judge_matters(const char *format, ...) FORMAT(1, 2);
void judge_hint(const char *format, ...) FORMAT(1, 2);
/* The section of the handout, "lab2-async.md#the-event-loop". */
void judge_see(const char *format, ...) FORMAT(1, 2);

#endif
