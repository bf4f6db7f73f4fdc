/* What LIST, NLST, MLSD and STAT send: one line for each file, produced in pieces, so that a
 * directory of a million files takes no more memory than one of ten. */
#ifndef LISTING_H
#define LISTING_H

#include "buffer.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

enum listing_form {
    LISTING_LONG,  /* LIST: as "ls -l" in the C locale writes it, times in UTC */
    LISTING_NAMES, /* NLST: names                                              */
    LISTING_FACTS, /* MLSD: facts and names (RFC 3659 section 7)               */
};

/* The facts of RFC 3659 section 7.5 that are known here; a set is the sum of some. */
enum listing_fact {
    FACT_TYPE = 1,
    FACT_SIZE = 2,
    FACT_MODIFY = 4,
    FACT_PERM = 8,
    FACT_ALL = 15,
};

struct listing;

/* What to list and how. */
struct listing_request {
    int root;          /* of the store                                                 */
    const char *path;  /* clean: a directory, a file, or a pattern for names, as "*.c" */
    const char *asked; /* the same as the peer wrote it; LISTING_NAMES gives names that can
                          be asked for in the same way (RFC 1123 section 4.1.2.7)      */
    enum listing_form form;
    unsigned facts;  /* LISTING_FACTS: which                   */
    bool writable;   /* may files be changed?  For FACT_PERM   */
    bool only_below; /* MLSD: a file is refused, ENOTDIR       */
};

/* Begins one; NULL with errno as the store gives it.  End it with listing_close(). */
struct listing *listing_open(const struct listing_request *request);

enum listing_result {
    LISTING_MORE,   /* some lines were added, or none yet */
    LISTING_END,    /* there are no more     */
    LISTING_FAILED, /* errno says why        */
};

/* Adds the next lines, each with CRLF, to b, until it holds a few KiB.  LISTING_MORE: send some of
 * it before the next call. */
enum listing_result listing_produce(struct listing *l, struct buffer *b);

/* NULL is fine. */
void listing_close(struct listing *l);

/* The line of one file as "ls -l" writes it, with CRLF, into line[size]. */
void listing_long(char *line, size_t size, const struct stat *st, const char *name, time_t now);

/* The facts of one file, "type=file;size=12;" and so on, into text[LISTING_FACTS_TEXT]. */
enum { LISTING_FACTS_TEXT = 160 };
char *listing_facts(char *text, const struct stat *st, unsigned facts, bool writable);

/* "20260131235959", UTC, as MDTM and the modify fact write a time, into text[LISTING_TIME_TEXT]. */
enum { LISTING_TIME_TEXT = 32 };
char *listing_time(char *text, time_t t);

#endif
