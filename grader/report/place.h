/* place.h: files put in their place whole: written beside it, on the disk, then renamed. */
#ifndef GRADER_PLACE_H
#define GRADER_PLACE_H

#include <stdbool.h>
#include <stdio.h>

/* Makes directory and those above it; false with one line in error. */
bool place_directory(const char *directory, char *error, size_t size);

/* Writes directory/name by calling write(out, context). false: the old file is as it was, and
 * error says which file and why. */
bool place_file(const char *directory, const char *name,
                void (*write)(FILE *out, const void *context), const void *context, char *error,
                size_t size);

#endif
