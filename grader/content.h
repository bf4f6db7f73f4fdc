/* content.h: generated file contents, and their comparison to the byte. */
#ifndef GRADER_CONTENT_H
#define GRADER_CONTENT_H

#include <stddef.h>
#include <stdint.h>

/* The sizes of a check's files: its parameter sizes, or else 0, 1, 65535, 65536 and 1048577, which
 * are around the sizes of buffers. Returns how many. */
#define CONTENT_SIZES 12
size_t content_sizes(size_t sizes[CONTENT_SIZES]);

#define CONTENT_LARGEST 16777216 /* bytes that a content can have */

struct content {
    char name[64];
    const unsigned char *bytes; /* stay as long as the process */
    size_t size;
};

/* From this stream on, what is not the same as from stream 0 on. */
#define CONTENT_OTHERS 50

/* Lays out the bytes of this seed, once, for the processes that are forked from now on: where memory
 * is dear, as in a virtual machine, each to make its own costs seconds in all. */
void content_lay(uint64_t seed);

/* Depends on the run's seed and on stream, which is less than 128. */
struct content content_make(size_t size, unsigned stream);

/* Writes it as directory/name; path, if not NULL, gets that. */
void content_write(const struct content *c, const char *directory, char *path, size_t size);

/* Fails the check unless these bytes are the content; what: "a file of 65536 bytes". */
void content_compare(const struct content *c, const void *bytes, size_t size, const char *what);

/* Reads a stream to its end and compares; closes fd. */
void content_receive(const struct content *c, int fd, const char *what);

/* Compares the file directory/name; it must exist. */
void content_compare_file(const struct content *c, const char *directory, const char *what);

#endif
