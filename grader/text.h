/* text.h: student bytes made safe to print, and generated names and contents. */
#ifndef GRADER_TEXT_H
#define GRADER_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Writes bytes as printable ASCII, everything else as \xNN; what does not fit becomes "...".
 * Returns out. */
char *text_escape(char *out, size_t size, const void *bytes, size_t n);

/* The same for transcripts: line ends and tabs as C writes them (\r, \n, \t). */
char *text_escape_c(char *out, size_t size, const void *bytes, size_t n);

/* Fills buf with bytes that depend on seed and stream only; all 256 values occur. */
void text_fill(void *buf, size_t n, uint64_t seed, unsigned stream);

/* A number in [low, high] that depends on seed and stream only. */
unsigned text_number(uint64_t seed, unsigned stream, unsigned low, unsigned high);

/* A file name such as "kelovu-3.bin". */
void text_name(char *out, size_t size, uint64_t seed, unsigned stream);

#endif
