/* needs.h: what a check needs of other checks, of its own lab and of the other lab of a pair. */
#ifndef GRADER_NEEDS_H
#define GRADER_NEEDS_H

#include "grading.h"

/* Looks at what the rubric says that this check needs: false while some of it is still to come.
 * true: *unmet is one that did not pass, or NULL. What is not planned (--only) counts as met. */
bool needs_done(const struct grading *g, const struct job *job, const struct job **unmet);

#endif
