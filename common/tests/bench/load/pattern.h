/* What the files that are moved have in them: a block of noise, over and over.  Its length is a
 * prime, so that a piece that is lost, doubled or misplaced is noticed. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* Before the others. */
void pattern_begin(void);

/* The bytes of every file from `offset` on; *n says how many of them stand there. */
const char *pattern_at(long long offset, size_t *n);

/* Are these n bytes those that belong at `offset`? */
bool pattern_is(const char *bytes, size_t n, long long offset);

/* Writes a file of `size` bytes, or looks whether it is one; false with errno, or 0. */
bool pattern_write(const char *file, long long size);
bool pattern_check(const char *file, long long size);

#endif
