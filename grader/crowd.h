/* crowd.h: silent clients of one server, all there at the same time. */
#ifndef GRADER_CROWD_H
#define GRADER_CROWD_H

#include "course_numbers.h"
#include "launch.h"
#include "record.h"

/* The timeline has a lane for each of the crowd. */
#define CROWD_MAX LANES_MAX
_Static_assert(COURSE_CLIENTS <= CROWD_MAX, "CLIENTS of handout/course.conf is too large");

struct crowd {
    const struct server *server;
    int count; /* the parameter clients of the check, or CLIENTS of handout/course.conf */
    int fds[CROWD_MAX];
    char got[CROWD_MAX][1024]; /* what each was sent so far, a NUL behind it */
    size_t used[CROWD_MAX];
    bool over[CROWD_MAX];  /* end of stream or reset */
    int64_t begin;         /* microseconds      */
    struct timeline times; /* counted from begin */
};

/* Connects all, in order; with say, the last one sends that. */
void crowd_connect(struct crowd *c, const struct server *s, const char *say);
void crowd_connect_some(struct crowd *c, const struct server *s, int count, const char *say);

/* The same with two, who take no time; false: the second gets no answer, and there is but one. */
bool crowd_connect_two(struct crowd *c, const struct server *s, const char *say);

/* Takes what has arrived for each client; never waits. */
void crowd_listen(struct crowd *c);

/* All hang up. */
void crowd_leave(struct crowd *c);

#endif
