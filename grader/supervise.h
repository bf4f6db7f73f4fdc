/* supervise.h: runs the planned checks, several at a time, each in processes of its own. */
#ifndef GRADER_SUPERVISE_H
#define GRADER_SUPERVISE_H

#include "grading.h"

/* Runs every check of g; records hold the verdicts. room is the directory to work in.
 * false: a signal asked the grader to stop; everything started has ended all the same. */
bool supervise(struct grading *g, const char *room, uint64_t seed);

/* For one check as a whole, in seconds. Whatever a check waits for has a deadline of its own; this
 * one only ends a check that hangs, so it may be long. */
#define CHECK_DEADLINE 180

/* What TAMPER means; the signal's name goes in. */
#define TAMPERED "the grader's own process for this check was ended by SIG%s while the program ran"

/* In the process of one check: runs it under Check, ends all it started. Exit status to give. */
int check_run(const struct job *job);

#endif
