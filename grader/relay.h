/* relay.h: does a server do its work itself, or does it pass its clients on to another process? */
#ifndef GRADER_RELAY_H
#define GRADER_RELAY_H

#include "observe.h"

/* While clients are held: has a process that was started here a TCP connection to another process,
 * apart from its clients'? A server that answers by itself needs none. */
bool relay_connects(const struct server *s);

/* While clients are held: the processes which hold none of them and do not wait for the next one
 * either. Such a one may keep a log, or it may do all the work. */
void relay_find_helpers(const struct server *s, struct proctree *helpers);

/* Stops the helpers and lets a client come: is it served, whatever they do? true: it is not, and
 * when they go on, it is, each time of two. */
bool relay_needs(const struct server *s, const struct proctree *helpers, const struct plan *plan);

#endif
