/* batch.h: grades the submissions of a command line, several at a time, and reports on each. */
#ifndef GRADER_BATCH_H
#define GRADER_BATCH_H

#include "cmdline.h"
#include "rubric.h"

enum { EXIT_PASSED, EXIT_SOME_FAILED, EXIT_USAGE, EXIT_GRADER };

/* Grades o's submissions, or this tree when there are none; the reports are printed in the order
 * of the command line. The exit status to give: the worst of all. */
int batch_run(const struct options *o, const struct rubric *rubric);

#endif
