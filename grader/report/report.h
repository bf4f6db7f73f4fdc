/* report.h: the same verdicts in several forms. */
#ifndef GRADER_REPORT_H
#define GRADER_REPORT_H

#include <stdio.h>

#include "grading.h"

/* One submission's verdicts on out, in the form that o asks for. */
void report_write(FILE *out, const struct grading *g, const struct options *o);

/* The forms themselves. Totals come from grading_total() in each of them. */
void report_table(FILE *out, const struct grading *g, const struct options *o);
void report_json(FILE *out, const struct grading *g, const struct options *o);
void report_tap(FILE *out, const struct grading *g, const struct options *o);
void report_junit(FILE *out, const struct grading *g, const struct options *o);
void report_gradescope(FILE *out, const struct grading *g, const struct options *o);
void report_autolab(FILE *out, const struct grading *g, const struct options *o);
void report_github(FILE *out, const struct grading *g, const struct options *o);
void report_prairielearn(FILE *out, const struct grading *g, const struct options *o);

/* In these forms having graded is success: exit status 0, whatever the points. */
bool report_is_platform(enum format format);

/* The command that runs this one check again. */
void report_again(char *text, size_t size, const struct grading *g, const struct job *job,
                  const struct options *o);

/* Why it matters and what to look at: the check's own words, else the rubric's. */
const char *report_matters(const struct job *job);
const char *report_hint(const struct job *job);

#endif
