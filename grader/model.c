/* model.c: names the model of a server from what was seen, without a stopwatch. */
#include "model.h"

#include <stdio.h>

/* A thread a client: do the threads wait for their clients, or does one loop wait for all? */
static enum shape
name_grown(const struct sighting *seen, int loops)
{
    const struct witness *held = &seen->held;
    int most = seen->clients - 1;

    if (held->naps[NAP_ASIDE] >= most || (loops > 0 && held->own < most))
        return SHAPE_FAKE_THREADED_DECOYS;
    return held->naps[NAP_EPOLL] == 1 && held->epolls > 0 ? SHAPE_EVENT_HANDOVER : SHAPE_THREADED;
}

/* A server that serves everybody at once: who waits for the clients? */
static enum shape
name_concurrent(const struct sighting *seen)
{
    const struct witness *base = &seen->base, *held = &seen->held;
    int loops = held->naps[NAP_EPOLL] + held->naps[NAP_POLL];
    bool grew = held->tasks - base->tasks >= seen->clients - 1;

    if (held->processes - base->processes >= seen->clients - 1)
        return SHAPE_PROCESSES;
    if (grew)
        return name_grown(seen, loops);
    if (held->tasks > seen->clients && held->own >= seen->clients)
        return base->processes > 1 ? SHAPE_PROCESSES : SHAPE_THREADED_POOL;
    if (held->tasks > 1 && (loops > 1 || held->tasks > base->tasks))
        return SHAPE_EVENT_THREADS;
    if (held->naps[NAP_EPOLL] > 0)
        return SHAPE_EVENT;
    return held->naps[NAP_POLL] > 0 ? SHAPE_EVENT_POLL : SHAPE_UNKNOWN;
}

/* A second thread, or a loop, that takes signals or the next client is no pretence where one client
 * at a time is what was promised, and what is seen. */
static bool
is_one_at_a_time(const struct sighting *seen)
{
    const struct witness *base = &seen->base, *held = &seen->held;

    return held->held == 1 && held->queue > 0 && held->tasks <= 2 && held->tasks == base->tasks &&
           held->processes == base->processes;
}

/* A server that lets the last client wait: what pretends to be something else? */
static enum shape
name_sequential(const struct sighting *seen)
{
    const struct witness *base = &seen->base, *held = &seen->held;
    int more = held->tasks - base->tasks;

    if (seen->promised == MODEL_BLOCKING && is_one_at_a_time(seen))
        return SHAPE_BLOCKING;
    if (held->processes > base->processes)
        return SHAPE_FAKE_PROCESSES;
    if (more >= 2 && held->naps[NAP_LOCK] >= 2)
        return SHAPE_FAKE_THREADED_LOCK;
    if (more >= 1)
        return held->held > 1 ? SHAPE_POOL_EXHAUSTED : SHAPE_FAKE_THREADED_JOIN;
    if (held->tasks > 1 && held->held > 1)
        return held->naps[NAP_LOCK] >= 2 && held->held >= seen->clients ? SHAPE_FAKE_THREADED_LOCK
                                                                        : SHAPE_POOL_EXHAUSTED;
    if (held->tasks == 1 && held->naps[NAP_EPOLL] == 1 && held->queue > 0)
        return SHAPE_DEAF_LOOP;
    if (held->epolls > 0 || held->held >= seen->clients)
        return SHAPE_FAKE_EVENT;
    if (held->held != 1 || held->queue == 0)
        return SHAPE_UNKNOWN;
    return held->tasks > 1 ? SHAPE_BLOCKING_DECOYS : SHAPE_BLOCKING;
}

enum shape
model_name(const struct sighting *seen)
{
    if (seen->passes_on)
        return SHAPE_RELAY;
    return seen->last_served ? name_concurrent(seen) : name_sequential(seen);
}

bool
model_fits(enum shape shape, enum model promised)
{
    switch (promised) {
    case MODEL_BLOCKING:
        return shape == SHAPE_BLOCKING;
    case MODEL_THREADS:
        return shape == SHAPE_THREADED || shape == SHAPE_THREADED_POOL ||
               shape == SHAPE_EVENT_HANDOVER;
    default:
        return shape == SHAPE_EVENT || shape == SHAPE_EVENT_POLL;
    }
}

char *
model_tell(const struct sighting *seen, char *out, size_t size)
{
    const struct witness *w = &seen->held;
    char naps[200];

    snprintf(out, size,
             "last of %d served: %s; accept queue: %d; tasks: %d -> %d (%s); held: %d, %d of them "
             "O_NONBLOCK%s%s",
             seen->clients, seen->last_served ? "yes" : "no", w->queue, seen->base.tasks, w->tasks,
             witness_naps(w, naps, sizeof naps), w->held, w->nonblocking,
             w->processes > seen->base.processes ? "; new processes" : "",
             seen->passes_on ? "; another process does the work" : "");
    return out;
}
