/* output.h: what a program wrote, against what it should have written. */
#ifndef GRADER_OUTPUT_H
#define GRADER_OUTPUT_H

/* How many lines a program wrote into this file (p->out or p->err). */
int output_lines(const char *file);

/* Fails the check unless the text fits the extended regular expression; expected says in words
 * what it asks for. */
void output_match(const char *text, const char *pattern, const char *expected);

#endif
