/* timeline.h: how clients who came together waited and were served, at each of the three servers.
 *
 * A client waits from its connect until the server begins to work for it, which is the work's time
 * before its first byte; from then on it is being served. All in microseconds from the begin. */
#ifndef GRADER_TIMELINE_H
#define GRADER_TIMELINE_H

#include "forms.h"

struct span {
    int32_t from, until; /* empty when both are the same */
};

struct span lane_waiting(const struct timeline *t, int client);
struct span lane_served(const struct timeline *t, int client);

/* When the last of the clients was done. */
int32_t timeline_end(const struct timeline *t);

/* The unit of the time axis in which the labs are compared, the work for one client (or, where
 * there was none to do, the whole time), and how many of these the axis has to have. */
int32_t timeline_unit(const struct timeline *t);
int timeline_units(const struct grading *g, const char *check);

/* For the table in a terminal: a column for each lab; nothing unless all three were timed. */
void timeline_text(FILE *out, const struct grading *g);

/* For report.html: drawings side by side, and the same as a table. */
void timeline_figure(FILE *out, const struct grading *g, const char *check);

#endif
