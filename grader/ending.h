/* ending.h: how programs must end: in time, with the right exit status, leaving nothing. */
#ifndef GRADER_ENDING_H
#define GRADER_ENDING_H

#include "launch.h"

/* The server has been told to stop: it must end with exit status 0 in time, and leave neither a
 * process nor a listening port behind. Fails the check otherwise. */
void ending_clean(struct server *s);

/* Waits for a program that ends by itself; fails the check unless it exits with this status. */
void ending_status(struct program *p, int status, const char *expected);

#endif
