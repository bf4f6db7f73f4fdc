/* evidence.h: what the programs of a check wrote, for its record. */
#ifndef GRADER_EVIDENCE_H
#define GRADER_EVIDENCE_H

#include <stddef.h>

/* Writes the last lines of each program's stdout and stderr, the files *.out and *.err in the
 * check's private directory, into text: a heading a file, its lines escaped and indented. */
void evidence_output(char *text, size_t size, const char *directory);

#endif
