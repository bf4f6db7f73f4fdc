/* The worksheet: what a student has read off the capture, a "name: value" on each line. */
#ifndef WORKSHEET_H
#define WORKSHEET_H

#include "connections.h"
#include "verdict.h"

/* An empty one, with the tolerances, on stdout. */
void worksheet_print_blank(void);

/* A verdict on each line.  False when the file cannot be read, with errno. */
bool worksheet_judge(struct verdicts *v, const char *file, const struct connections *c);

#endif
