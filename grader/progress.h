/* progress.h: one line on stderr while checks run, if that is a terminal. */
#ifndef GRADER_PROGRESS_H
#define GRADER_PROGRESS_H

#include "grading.h"

void progress_show(const struct grading *g);
void progress_end(const struct grading *g); /* wipes the line */

#endif
