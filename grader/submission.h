/* submission.h: what is graded: this tree, or what was handed in, laid over a clean copy of the
 * kit. */
#ifndef GRADER_SUBMISSION_H
#define GRADER_SUBMISSION_H

#include "sheet.h"

/* Lays out what sheet->order names in the directory WORK/tree: a kit with the grader and its
 * rubric, and in it the labs to grade. Sets present, and notes what was left out. false: the
 * machine failed, and sheet->trouble says how. */
bool submission_lay(struct sheet *sheet);

#endif
