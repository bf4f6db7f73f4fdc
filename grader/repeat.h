/* repeat.h: runs every check several times, to find those that do not always say the same. */
#ifndef GRADER_REPEAT_H
#define GRADER_REPEAT_H

#include "grading.h"

#define REPEAT_MAX 1000

/* supervise() times times. Each record is at last that of the first run which the check did not
 * pass, or else of the last one; its runs and passes say how often it ran and passed. false: as
 * supervise(). */
bool repeat_supervise(struct grading *g, const char *room, uint64_t seed, unsigned times);

/* Neither always nor never passed. */
bool repeat_wavers(const struct record *r);

#endif
