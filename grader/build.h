/* build.h: builds a submission's programs with the kit's own makefile. */
#ifndef GRADER_BUILD_H
#define GRADER_BUILD_H

#include "grading.h"

/* Asks make for every program whose source is there. Which of them exist afterwards is the
 * result; the compiler's first error becomes a note. Lab 1 is built from what was handed in for it;
 * the labs that build on it get from tree what is missing there (kit_fall_back()). */
void build_programs(struct grading *g, const char *tree);

#endif
