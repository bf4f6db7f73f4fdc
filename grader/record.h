/* record.h: what a check found out, written once and read by every report. */
#ifndef GRADER_RECORD_H
#define GRADER_RECORD_H

#include <stddef.h>

enum verdict {
    V_NOT_RUN,      /* the check has not spoken (yet)                        */
    V_PASS,         /* all points                                            */
    V_PARTIAL,      /* a share of the points                                 */
    V_FAIL,         /* the program did something else than the contract says */
    V_BUILD_ERROR,  /* there is a source file but no program                 */
    V_CRASH,        /* a signal ended the program                            */
    V_TIMEOUT,      /* the program did not do it in time                     */
    V_LIMIT,        /* the program used more than it may                     */
    V_WRONG_MODEL,  /* it works, but waits in another way than the lab asks  */
    V_LEAK,         /* something stayed behind                               */
    V_INCONCLUSIVE, /* this machine could not tell; a person must look       */
    V_SKIPPED,      /* a check it depends on did not pass                    */
    V_GRADER,       /* the grader itself, or the machine, failed             */
};

#define RECORD_TEXT 700

/* Lives in memory shared by the supervisor and the one process which runs the check. */
struct record {
    enum verdict verdict;
    int signal;                 /* V_CRASH: which one          */
    double share;               /* V_PARTIAL: of the points    */
    double seconds;             /* how long the check took     */
    char stage[120];            /* what it was doing last      */
    char why[RECORD_TEXT];      /* the one line of the table   */
    char expected[RECORD_TEXT]; /* empty for a pass            */
    char came[RECORD_TEXT];
    char matters[RECORD_TEXT]; /* in place of the rubric's    */
    char hint[RECORD_TEXT];    /* in place of the rubric's    */
};

/* One word: "PASS", "WRONG_MODEL". */
const char *verdict_word(enum verdict verdict);

/* The word and what belongs to it: "CRASH(SIGSEGV)", "TIMEOUT(the ready line)". */
void record_verdict(const struct record *r, char *out, size_t size);

/* The part of the points this record earns, from 0 to 1. */
double record_share(const struct record *r);

#endif
