/* submission.h: what is graded: this tree, or what was handed in, laid over a clean copy of the
 * kit. */
#ifndef GRADER_SUBMISSION_H
#define GRADER_SUBMISSION_H

#include "grading.h"

/* The labs that stand in tree, as they are built: copies in work/kit, so that a make beside the
 * grader, or a program under test, cannot change what is being graded. false: no room. */
bool submission_here(struct grading *g, const char *tree, const char *work);

/* Copies the kit's makefile, its common room and the helpers of its labs into work/kit, lays
 * the lab directories of the submission (a directory or an archive) over that, and builds.
 * What does not build stays without a program. false: the machine failed, error says how. */
bool submission_lay(struct grading *g, const char *path, const char *kit, const char *work,
                    char *error, size_t size);

#endif
