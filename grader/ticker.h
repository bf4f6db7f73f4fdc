/* ticker.h: one line on stderr while checks run, if that is a terminal. */
#ifndef GRADER_TICKER_H
#define GRADER_TICKER_H

#include "grading.h"

void ticker_show(const struct grading *g);
void ticker_end(const struct grading *g); /* wipes the line */

#endif
