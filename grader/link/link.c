/* The link's arithmetic: what is due at what time, arrivals and room in the queue. */
#include "link.h"

#include "clock.h"
#include "flow.h"
#include "timer.h"

#include <math.h>
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

/* When the queue has left so far that a piece has room. */
static double
room_at(const struct link *l)
{
    return l->free_at - (l->queue - (double)l->piece) / l->rate;
}

bool
link_has_room(const struct link *l, double now)
{
    return room_at(l) <= now + CLOSE_ENOUGH;
}

double
link_due(const struct link *l)
{
    const struct parcel *p = STAILQ_FIRST(&l->under_way);
    double arrival = p == NULL ? INFINITY : p->arrives;

    return TAILQ_EMPTY(&l->line) ? arrival : fmin(arrival, room_at(l));
}

void
link_run(struct link *l, double now)
{
    struct parcel *p;
    struct flow *f;

    while ((p = STAILQ_FIRST(&l->under_way)) != NULL && p->arrives <= now + CLOSE_ENOUGH) {
        STAILQ_REMOVE_HEAD(&l->under_way, next);
        flow_arrive(p->flow, p);
    }
    /* Whoever has more to send goes to the end of the line. */
    l->in_turn = true;
    while (link_has_room(l, now) && (f = TAILQ_FIRST(&l->line)) != NULL) {
        link_leave_line(l, f);
        flow_send(f);
    }
    l->in_turn = false;
    timer_set(&l->timer, link_due(l));
}

static void
on_time(evutil_socket_t none, short what, void *argument)
{
    (void)none, (void)what;
    link_run(argument, clock_now());
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
    timer_begin(&l->timer, base, on_time, l);
}

void
link_send(struct link *l, struct parcel *p, double now)
{
    bool first = STAILQ_EMPTY(&l->under_way);

    /* Who stood in line was there before: if we are late, the link was not idle meanwhile. */
    if (l->free_at < now && !l->in_turn)
        l->free_at = now;
    l->free_at += (double)p->length / l->rate;
    p->arrives = l->free_at + l->delay;
    STAILQ_INSERT_TAIL(&l->under_way, p, next);
    if (first)
        timer_set(&l->timer, link_due(l));
}

void
link_stand_in_line(struct link *l, struct flow *f)
{
    bool first = TAILQ_EMPTY(&l->line);

    if (f->in_line)
        return;
    TAILQ_INSERT_TAIL(&l->line, f, line);
    f->in_line = true;
    if (first)
        timer_set(&l->timer, link_due(l));
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

    timer_set(&l->timer, INFINITY);
    while ((p = STAILQ_FIRST(&l->under_way)) != NULL) {
        STAILQ_REMOVE_HEAD(&l->under_way, next);
        free(p);
    }
}
