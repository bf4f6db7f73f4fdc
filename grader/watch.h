/* watch.h: programs that use more than they may: memory, processes, room on the disk.
 *
 * The kernel's limits are for one process; what a whole program uses is looked at several times a
 * second, and a check whose programs use too much is ended. */
#ifndef GRADER_WATCH_H
#define GRADER_WATCH_H

#include "grading.h"

#define WATCH_MS 100

/* Looks at all running checks; ends those which are over a limit and notes it in their records. */
void watch_look(struct grading *g, const char *room);

/* Writes the verdict for the limit that a record names. */
void watch_speak(struct record *r);

#endif
