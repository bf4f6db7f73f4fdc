/* report.h: the same verdicts in several forms, all from one struct grading. */
#ifndef GRADER_REPORT_H
#define GRADER_REPORT_H

#include <stdio.h>

#include "grading.h"

/* One submission's verdicts on out, in the form that o asks for. */
void report_write(FILE *out, const struct grading *g, const struct options *o);

/* Every form, the page report.html, the timeline as a trace and the evidence of each check, in
 * directory, which is made if need be. Each file is written beside its name and then renamed: a
 * reader finds the old one or the new one, whole. May be called before any check ran, so that
 * there is a report whatever happens: what has not run says so, with 0 points.
 * false: error holds one line why; what was written stays. */
bool report_directory(const char *directory, const struct grading *g, const struct options *o,
                      char *error, size_t size);

/* Of all that only results.json, which every other thing is made from, and not more than about once
 * a second: cheap enough to be called after each check. */
bool report_progress(const char *directory, const struct grading *g, const struct options *o,
                     char *error, size_t size);

/* In the forms of platforms having graded is success: exit status 0, whatever the points. */
bool report_is_platform(enum format format);

#endif
