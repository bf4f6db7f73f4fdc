/* build.h: builds a submission's programs with the kit's own makefile. */
#ifndef GRADER_BUILD_H
#define GRADER_BUILD_H

#include "grading.h"

/* Builds what all submissions share, the common room and the labs' given files, in kit, a directory
 * made by kit_lay(). What was built for an earlier run is taken from cache, a directory that is
 * made for later ones if it can be. What fails here fails again, and is told, when a submission is
 * built. */
void build_shared(const char *kit, const char *cache);

/* Asks make for every program whose source is there. Which of them exist afterwards is the
 * result; the compiler's first error becomes a note. Lab 1 is built from what was handed in for it;
 * the labs that build on it get from tree what is missing there (fallback_lay()). */
void build_programs(struct grading *g, const char *tree);

#endif
