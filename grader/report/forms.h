/* forms.h: what the forms of the report share, and the forms themselves. */
#ifndef GRADER_FORMS_H
#define GRADER_FORMS_H

#include "report.h"

/* Writes one form of the report; totals come from grading_total() in each of them. */
typedef void form(FILE *out, const struct grading *g, const struct options *o);

form form_table, form_json, form_tap, form_junit, form_gradescope, form_autolab, form_github,
    form_prairielearn;
form form_html;  /* report.html                                                      */
form form_trace; /* the timelines as Chrome's trace events, for Perfetto and its kind */

/* What a verdict comes to, for forms that know no more than this. */
enum outcome {
    OUTCOME_PASSED,
    OUTCOME_FAILED,  /* the program's doing                       */
    OUTCOME_ERROR,   /* the grader's or the machine's             */
    OUTCOME_SKIPPED, /* not judged: a person may have to look     */
    OUTCOMES,
};
enum outcome outcome_of(const struct record *r);

double earned(const struct job *job);

/* The command that runs this one check again. */
void report_again(char *text, size_t size, const struct grading *g, const struct job *job,
                  const struct options *o);

/* Why it matters, what to look at, where the handout teaches it ("" for nowhere), what came: the
 * check's own words, else the rubric's. */
const char *report_matters(const struct job *job);
const char *report_hint(const struct job *job);
const char *report_see(const struct job *job);
const char *report_came(const struct job *job);

/* All that a student is told about one check, in lines, the evidence at the end: as much of it as
 * has room; what is left out of the middle is said. A check that is not visible to students gets
 * its verdict and nothing else, unless seen. Returns out. */
char *report_tell(char *out, size_t size, const struct grading *g, const struct job *job,
                  const struct options *o, bool seen);

/* The job of a lab whose timeline stands beside those of the other labs: the i-th name of a check
 * with one, or NULL; and the job in this lab, or NULL. */
const char *timed_check(const struct grading *g, size_t i);
const struct job *timed_job(const struct grading *g, const char *name, const struct lab *lab);

/* The longest stall of an event loop that a check measured, in ms; 0: none did. */
double longest_stall(const struct grading *g);

#endif
