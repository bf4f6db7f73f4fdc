/* observe.h: holds a crowd of silent clients at a server and looks until nothing moves. */
#ifndef GRADER_OBSERVE_H
#define GRADER_OBSERVE_H

#include "course_numbers.h"
#include "model.h"
#include "play.h"
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

/* Takes what has arrived for each client; never waits. */
void crowd_listen(struct crowd *c);

/* What a model is told from: how the server is started, what the last client says (or NULL), and
 * whether these bytes, sent to the last client or to one of the others, are what it came for. */
struct plan {
    void (*start)(struct server *s);
    const char *say;
    bool (*served)(const char *got, bool last);
    long patience_ms; /* a server may give silent clients up after some time */
};

/* Base snapshot, crowd, final snapshot, name of the model. Returns when it is the lab's, with the
 * three witnesses in told; else the check ends here: WRONG_MODEL. What never came to rest is
 * looked at again. */
void observe_model(const struct plan *plan, char *told, size_t size);

#endif
