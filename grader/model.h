/* model.h: names the model of a server from what was seen, without a stopwatch. */
#ifndef GRADER_MODEL_H
#define GRADER_MODEL_H

#include "labs.h"
#include "witness.h"

enum shape {
    SHAPE_BLOCKING,
    SHAPE_THREADED,
    SHAPE_THREADED_POOL,
    SHAPE_POOL_EXHAUSTED,
    SHAPE_EVENT,
    SHAPE_EVENT_POLL,
    SHAPE_EVENT_THREADS,  /* several event loops, or loops and threads */
    SHAPE_EVENT_HANDOVER, /* a loop that hands each client to a thread */
    SHAPE_PROCESSES,
    SHAPE_FAKE_PROCESSES,
    SHAPE_FAKE_THREADED_LOCK,
    SHAPE_FAKE_THREADED_JOIN,
    SHAPE_FAKE_THREADED_DECOYS, /* threads, but one loop serves         */
    SHAPE_BLOCKING_DECOYS,      /* threads, but one client at a time    */
    SHAPE_FAKE_EVENT,
    SHAPE_DEAF_LOOP, /* a loop that is not told of all clients */
    SHAPE_BLOCKS_THE_LOOP,
    SHAPE_RELAY, /* another process does the work */
    SHAPE_UNKNOWN,
    SHAPE_COUNT,
};

/* K silent clients were held; the last of them asked for service while the first was silent. */
struct sighting {
    int clients;         /* K                                     */
    int served;          /* how many of them got what they asked  */
    bool last_served;    /* the last one did                      */
    bool settled;        /* two snapshots agreed                  */
    bool passes_on;      /* another process does the work         */
    enum model promised; /* what the lab is about                 */
    struct witness base; /* before the first client               */
    struct witness held; /* while K clients are held              */
};

enum shape model_name(const struct sighting *seen);

/* Is this what the lab promises? */
bool model_fits(enum shape shape, enum model promised);

const char *shape_word(enum shape shape); /* "FAKE THREADED (one lock)"          */
const char *shape_why(enum shape shape);  /* what gives it away, as a sentence   */
const char *shape_hint(enum shape shape); /* what to look at                     */
const char *shape_see(enum shape shape);  /* the section of the handout          */
const char *model_promise(enum model promised);

/* "last client served: no; accept queue: 4; tasks: 1 -> 1 (1 x read); ..." */
char *model_tell(const struct sighting *seen, char *out, size_t size);

#endif
