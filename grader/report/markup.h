/* markup.h: text made harmless for XML and HTML. */
#ifndef GRADER_MARKUP_H
#define GRADER_MARKUP_H

#include <stdio.h>

/* Writes text for the content of an element or for a quoted attribute. Bytes that are neither
 * printable ASCII nor tab or newline become '?', so whatever a record holds stays text. */
void markup_text(FILE *out, const char *text);

/* printf(3), its text made harmless as a whole: never for markup. */
void markup_format(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
