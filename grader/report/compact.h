/* compact.h: JSON in one line of ASCII, as platforms take it. */
#ifndef GRADER_COMPACT_H
#define GRADER_COMPACT_H

#include <jansson.h>
#include <stdio.h>

#define COMPACT (JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6))

/* Takes the object over, whatever happens. */
static inline void
compact_line(FILE *out, json_t *object)
{
    if (object != NULL)
        json_dumpf(object, out, COMPACT);
    fputc('\n', out);
    json_decref(object);
}

#endif
