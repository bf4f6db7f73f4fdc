/* place.h: files put in their place whole: written beside it, on the disk, then renamed. */
#ifndef GRADER_PLACE_H
#define GRADER_PLACE_H

#include <stdbool.h>
#include <stdio.h>

/* Makes directory and those above it; false with one line in error. */
bool place_directory(const char *directory, char *error, size_t size);

/* Writes directory/name by calling write(out, context); with safe not before it is on the disk, so
 * that not even a loss of power leaves half of it. false: the old file is as it was, and
 * error says which file and why. */
bool place_file(const char *directory, const char *name,
                void (*write)(FILE *out, const void *context), const void *context, bool safe,
                char *error, size_t size);

#endif
