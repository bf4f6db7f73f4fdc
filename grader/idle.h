/* idle.h: a server that waits needs no processor time. */
#ifndef GRADER_IDLE_H
#define GRADER_IDLE_H

#include "launch.h"

/* Counts, for the parameter window of the check (ms), how long the server's tasks ran or wanted to
 * run. Fails the check when that is half of the time or more: it asks again and again instead of
 * waiting. Returns the share, from 0 to 1. */
double idle_judge(const struct server *s);

/* Seconds for which the tasks of this check's programs ran, and would have had a processor been
 * free: the sum does not depend on what else this machine does. */
struct idle_time {
    double ran, waited;
};
struct idle_time idle_time(void);

#endif
