/* turns.h: in which order checks begin, and how many there may be at once. */
#ifndef GRADER_TURNS_H
#define GRADER_TURNS_H

#include "grading.h"

/* Lays the checks of g, which must stay as long, into turns, which has room for g->count: first
 * those that mostly wait, so that the others run meanwhile; then the first of each lab, the second
 * of each lab, and so on, so that what the long waits need is done early. */
void turns_lay(const struct grading *g, struct job **turns);

size_t turns_running(const struct grading *g);

/* May this check begin, as many as are running now? */
bool turns_may_begin(const struct grading *g, const struct job *job);

#endif
