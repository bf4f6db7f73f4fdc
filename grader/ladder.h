/* ladder.h: which rung of the sandbox works on this machine. */
#ifndef GRADER_LADDER_H
#define GRADER_LADDER_H

#include "sandbox.h"

/* For the n-th of the submissions graded at once, on a rung that was tried: when we are root, the
 * programs of each run as a user of its own. */
struct sandbox ladder_sandbox(enum sandbox_level level, unsigned n);

/* Does this rung work here? It is tried. why gets one line: what it gave, or what failed. */
bool ladder_try(enum sandbox_level level, char *why, size_t size);

/* The highest rung that works. */
enum sandbox_level ladder_climb(void);

/* Prints every rung, whether it works here, and what to do about those that do not. */
void ladder_doctor(void);

#endif
