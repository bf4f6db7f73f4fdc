/* The link's arithmetic, and the two timers that keep it: the next arrival, room in the queue. */
#include "link.h"

#include "clock.h"
#include "flow.h"

#include <stdlib.h>

#define PIECE_TIME   0.001 /* a piece is what leaves in this time, within the bounds below */
#define QUEUE_TIME   0.1   /* the queue when none is given                                 */
#define CLOSE_ENOUGH 20e-6 /* a timer this little early has come                           */

enum { LEAST_PIECE = 64, MOST_PIECE = 64 * 1024, LEAST_QUEUE = 64 * 1024 };

static double
within(double low, double value, double high)
{
    return value < low ? low : value > high ? high : value;
}

static void
set_timer(struct event *timer, double when)
{
    double seconds = within(1e-6, when - clock_now(), 1e6);
    struct timeval t = {.tv_sec = (time_t)seconds};

    t.tv_usec = (suseconds_t)((seconds - (double)t.tv_sec) * 1e6);
    event_add(timer, &t);
}

/* When the queue has left so far that a piece has room. */
static double
room_at(const struct link *l)
{
    return l->free_at - (l->queue - (double)l->piece) / l->rate;
}

bool
link_has_room(const struct link *l)
{
    return room_at(l) <= clock_now() + CLOSE_ENOUGH;
}

static void
on_arrival(evutil_socket_t none, short what, void *argument)
{
    struct link *l = argument;
    struct parcel *p;

    (void)none, (void)what;
    while ((p = STAILQ_FIRST(&l->under_way)) != NULL && p->arrives <= clock_now() + CLOSE_ENOUGH) {
        STAILQ_REMOVE_HEAD(&l->under_way, next);
        flow_arrive(p->flow, p);
    }
    if (p != NULL)
        set_timer(&l->on_arrival, p->arrives);
}

/* One piece each, in turn: whoever has more to send goes to the end of the line. */
static void
on_room(evutil_socket_t none, short what, void *argument)
{
    struct link *l = argument;
    struct flow *f;

    (void)none, (void)what;
    l->in_turn = true;
    while ((f = TAILQ_FIRST(&l->line)) != NULL && link_has_room(l)) {
        link_leave_line(l, f);
        flow_send(f);
    }
    l->in_turn = false;
    if (f != NULL)
        set_timer(&l->on_room, room_at(l));
}

void
link_begin(struct link *l, struct event_base *base, double rate, double delay, double queue)
{
    double piece = within(LEAST_PIECE, rate * PIECE_TIME, MOST_PIECE);

    if (queue <= 0)
        queue = within(LEAST_QUEUE, rate * QUEUE_TIME, 1e12);
    *l = (struct link){.rate = rate, .delay = delay, .queue = queue};
    l->piece = (size_t)within(1, piece, l->queue);
    STAILQ_INIT(&l->under_way);
    TAILQ_INIT(&l->line);
    evtimer_assign(&l->on_arrival, base, on_arrival, l);
    evtimer_assign(&l->on_room, base, on_room, l);
}

void
link_send(struct link *l, struct parcel *p)
{
    double now = clock_now();
    bool first = STAILQ_EMPTY(&l->under_way);

    /* Who stood in line was there before: if we are late, the link was not idle meanwhile. */
    if (l->free_at < now && !l->in_turn)
        l->free_at = now;
    l->free_at += (double)p->length / l->rate;
    p->arrives = l->free_at + l->delay;
    STAILQ_INSERT_TAIL(&l->under_way, p, next);
    if (first)
        set_timer(&l->on_arrival, p->arrives);
}

void
link_stand_in_line(struct link *l, struct flow *f)
{
    if (f->in_line)
        return;
    if (TAILQ_EMPTY(&l->line))
        set_timer(&l->on_room, room_at(l));
    TAILQ_INSERT_TAIL(&l->line, f, line);
    f->in_line = true;
}

void
link_leave_line(struct link *l, struct flow *f)
{
    if (f->in_line)
        TAILQ_REMOVE(&l->line, f, line);
    f->in_line = false;
}

void
link_end(struct link *l)
{
    struct parcel *p;

    event_del(&l->on_arrival);
    event_del(&l->on_room);
    while ((p = STAILQ_FIRST(&l->under_way)) != NULL) {
        STAILQ_REMOVE_HEAD(&l->under_way, next);
        free(p);
    }
}
