/* sheet.h: the sheet on which one submission's grading is written down.
 *
 * Grading happens in a process tree of its own, kept apart from everything else (room.h). What it
 * finds out it writes into this memory, which the grader outside shares: so nothing that happens
 * inside, not even its death, takes a verdict away that was already given. */
#ifndef GRADER_SHEET_H
#define GRADER_SHEET_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "labs.h"
#include "record.h"
#include "sandbox.h"

#define RECORDS_MAX 400
#define NOTES_MAX   40

/* What is to be done: filled in by the grader outside before it starts the inner one. */
struct order {
    char submission[PATH_MAX]; /* a directory or archive; empty: this tree  */
    char tree[PATH_MAX];       /* where the programs of this tree stand     */
    char kit[PATH_MAX];        /* what submissions are laid over: see kit_lay() */
    char work[PATH_MAX];       /* a private directory, removed afterwards   */
    bool labs[LAB_COUNT];      /* wanted: none means all that are there     */
    char only[256];            /* pattern of wanted checks; empty: all      */
    uint64_t seed;
    unsigned repeat; /* how often every check is run */
    struct sandbox sandbox;
    int news; /* a byte goes through this descriptor whenever there is news */
};

struct sheet {
    struct order order;

    /* Filled in by the process that lays out and grades the submission. */
    bool laid;               /* present is known                            */
    bool present[LAB_COUNT]; /* the labs it holds                           */
    bool predictions;        /* it has a predictions.txt                    */
    bool graphs;             /* it has a directory wireshark                */
    bool whole;              /* every check had its turn                    */
    double seconds;
    char trouble[300];          /* the grader or the machine failed: how    */
    char notes[NOTES_MAX][200]; /* what was ignored, what did not build     */
    size_t note_count;
    struct record records[RECORDS_MAX]; /* in the order of the plan */
};

/* A new sheet; *fd is a descriptor for sheet_open() in another program, without FD_CLOEXEC.
 * NULL: no memory. */
struct sheet *sheet_make(int *fd);
struct sheet *sheet_open(int fd);
void sheet_free(struct sheet *sheet);

/* Adds a line of at most 199 bytes; further ones than NOTES_MAX are dropped. */
void sheet_note(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Of a hand-in in which no lab was found, all labs are judged that were asked for: as missing. */
void sheet_expect_all(struct sheet *sheet);

/* Tells the grader outside that something has changed. */
void sheet_news(const struct sheet *sheet);

#endif
