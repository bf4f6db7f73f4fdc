/* observe.h: holds a crowd of silent clients at a server and looks until nothing moves. */
#ifndef GRADER_OBSERVE_H
#define GRADER_OBSERVE_H

#include "model.h"
#include "play.h"

#define CROWD 5

struct crowd {
    const struct server *server;
    int fds[CROWD];
    char got[CROWD][1024]; /* what each was sent so far, a NUL behind it */
    size_t used[CROWD];
    bool over[CROWD]; /* end of stream or reset */
};

/* Connects all, in order; with say, the last one sends that. */
void crowd_connect(struct crowd *c, const struct server *s, const char *say);

/* Takes what has arrived for each client; never waits. */
void crowd_listen(struct crowd *c);

/* Base snapshot, crowd, final snapshot. served() tells whether these bytes, sent to the last
 * client or to one of the others, are what it came for. */
void observe(struct sighting *seen, struct crowd *c, const struct server *s, const char *say,
             bool (*served)(const char *got, bool last), long patience_ms);

/* Names the model, and ends the check: a pass, or WRONG_MODEL with the three witnesses. */
void observe_judge(const struct sighting *seen);

#endif
