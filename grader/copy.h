/* copy.h: copies regular files, and only those: a link in a submission leads nowhere. */
#ifndef GRADER_COPY_H
#define GRADER_COPY_H

#include <stdbool.h>

bool copy_file(const char *from, const char *to);

/* Copies the regular files of one directory that take(name, arg) wants, without those below.
 * Makes to when it is missing. ignored(name, arg2), if given, hears of all others. */
bool copy_directory(const char *from, const char *to,
                    bool (*take)(const char *name, const void *arg), const void *arg,
                    void (*ignored)(const char *name, void *arg2), void *arg2);

#endif
