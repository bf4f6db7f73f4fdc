/* copy.h: copies regular files, and only those: a link in a submission leads nowhere. */
#ifndef GRADER_COPY_H
#define GRADER_COPY_H

#include <stdbool.h>
#include <stddef.h>

/* The copy can be read, written and, if from can, executed by its owner alone. */
bool copy_file(const char *from, const char *to);

/* The same, and it is as old as the original. */
bool copy_file_as_it_is(const char *from, const char *to);

/* Which files of a directory to copy, and who hears of the others. */
struct copying {
    bool (*take)(const char *name, const void *arg); /* NULL: all */
    const void *arg;
    /* why: NULL for a file that take() did not want, else what keeps it from being copied. */
    void (*left_out)(const char *name, const char *why, void *arg2); /* may be NULL */
    void *arg2;
    size_t bytes_left; /* of all files together; counts down */
    bool keep_time;    /* as copy_tree() does */
};

#define COPY_BYTES (64 << 20) /* more is no submission */

/* Copies the files of one directory, without those below. Makes to when it is missing. false: from
 * cannot be read or to not be made. */
bool copy_directory(const char *from, const char *to, struct copying *how);

/* Copies a directory of our own with all below it; to must not be there yet. The copies are as old
 * as their originals, so make(1) finds what is built up to date. */
bool copy_tree(const char *from, const char *to);

#endif
