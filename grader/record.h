/* record.h: what a check found out, written once and read by every report. */
#ifndef GRADER_RECORD_H
#define GRADER_RECORD_H

#include <stddef.h>
#include <stdint.h>

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
    V_TAMPER,       /* a program laid hands on the grader; a person must look */
    V_INCONCLUSIVE, /* this machine could not tell; a person must look       */
    V_SKIPPED,      /* a check it depends on did not pass                    */
    V_GRADER,       /* the grader itself, or the machine, failed             */
    VERDICTS,
};

#define RECORD_TEXT     700
#define TRANSCRIPT_TEXT 3072
#define OUTPUT_TEXT     2048
#define LANES_MAX       16

/* One client in the timeline of a server: microseconds from its begin; -1: it never came to it. */
struct lane {
    int32_t connected, first, end; /* first: of the bytes the server sent */
};

/* How a server served several clients who came together. */
struct timeline {
    int32_t work_us; /* what the server was told to work for each client, before it answers */
    int32_t count;   /* lanes in use; 0: nothing was timed */
    struct lane lanes[LANES_MAX];
};

/* Lives in memory shared by the supervisor and the one process which runs the check; plain data,
 * all its text printable ASCII (and newlines in the evidence), whoever wrote it. */
struct record {
    enum verdict verdict;
    int signal;                 /* V_CRASH: which one          */
    double share;               /* V_PARTIAL: of the points    */
    double seconds;             /* how long the check took     */
    int runs, passes;           /* --repeat: how often it ran, and passed; else 0 */
    char limit[24];             /* V_LIMIT: of what            */
    char stage[120];            /* what it was doing last      */
    char why[RECORD_TEXT];      /* the one line of the table   */
    char expected[RECORD_TEXT]; /* empty for a pass            */
    char came[RECORD_TEXT];
    char matters[RECORD_TEXT]; /* in place of the rubric's    */
    char hint[RECORD_TEXT];    /* in place of the rubric's    */
    char see[120];             /* in place of the rubric's: PAGE.md#ANCHOR of the handout */

    /* Evidence: lines of what was said; of what the programs wrote, unless they passed. */
    char transcript[TRANSCRIPT_TEXT];
    char output[OUTPUT_TEXT];
    struct timeline timeline;
    double stall_ms; /* the event loop's longest stall; 0: not measured */
    double cpu;      /* seconds of processor time, of the programs and of the check  */
    double waited;   /* seconds of waiting that the contract itself asks for         */
};

/* One word: "PASS", "WRONG_MODEL". */
const char *verdict_word(enum verdict verdict);

/* The verdict of a word; VERDICTS when there is none. */
enum verdict verdict_find(const char *word);

/* The word and what belongs to it: "CRASH(SIGSEGV)", "TIMEOUT(the ready line)". */
void record_verdict(const struct record *r, char *out, size_t size);

/* The part of the points this record earns, from 0 to 1. */
double record_share(const struct record *r);

#endif
