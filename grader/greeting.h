/* greeting.h: judges what a hello server sent: the twelve bytes, no more, then end of stream. */
#ifndef GRADER_GREETING_H
#define GRADER_GREETING_H

#include <stddef.h>

#include "play.h"

#define GREETING      "Hello World!"
#define GREETING_SIZE (sizeof GREETING - 1)

/* Reads from a hello server to the end of stream; fails the check unless it is the greeting. */
void greeting_take(int fd);

/* The same for bytes read already, of which there may be one too many. */
void greeting_judge(const char *bytes, size_t got, enum play_end end);

#endif
