/* A flow reads when the link has room and its receiver keeps up; otherwise it lets the bytes lie,
 * and TCP tells the sender to wait. */
#include "flow.h"

#include "clock.h"
#include "connection.h"
#include "net.h"

#include <stdlib.h>

/* Bytes that a receiver may leave lying here before its sender has to wait. */
enum { MOST_UNDELIVERED = 256 * 1024 };

/* How the flow goes on: it stands in line when the link is full, or when its turn came late and may
 * come again, else the socket tells. */
static void
want_more(struct flow *f)
{
    if (f->sent_end || f->in_line || f->undelivered > MOST_UNDELIVERED)
        return;
    if (!f->link->in_turn && link_has_room(f->link, clock_now()))
        event_add(&f->readable, NULL);
    else
        link_stand_in_line(f->link, f);
}

static struct parcel *
new_parcel(struct flow *f)
{
    struct parcel *p = malloc(sizeof *p + f->link->piece);

    if (p != NULL) {
        p->flow = f;
        p->taken = 0;
    }
    return p;
}

void
flow_send(struct flow *f)
{
    struct parcel *p = new_parcel(f);
    enum step result = STEP_FAILED;

    if (p != NULL)
        result = net_receive(f->from, p->bytes, f->link->piece, 0, &p->length);
    switch (result) {
    case STEP_WAIT:
        free(p);
        event_add(&f->readable, NULL);
        return;
    case STEP_FAILED:
        free(p);
        connection_lost(f->connection);
        return;
    default:
        break;
    }
    f->sent_end = p->length == 0;
    f->connection->under_way++;
    link_send(f->link, p, clock_now());
    want_more(f);
}

static void
on_readable(evutil_socket_t socket, short what, void *argument)
{
    struct flow *f = argument;

    (void)socket, (void)what;
    if (!TAILQ_EMPTY(&f->link->line) || !link_has_room(f->link, clock_now()))
        link_stand_in_line(f->link, f);
    else
        flow_send(f);
}

static void
drop(struct flow *f)
{
    struct parcel *p = STAILQ_FIRST(&f->arrived);

    STAILQ_REMOVE_HEAD(&f->arrived, next);
    free(p);
}

/* Gives the receiver what it takes. */
static void
deliver(struct flow *f)
{
    enum step result = STEP_DONE;
    struct parcel *p;
    size_t gone;

    while (result == STEP_DONE && (p = STAILQ_FIRST(&f->arrived)) != NULL) {
        if (p->length == 0) {
            drop(f);
            f->got_end = true;
            connection_ended(f->connection, f);
            return;
        }
        result = net_send(f->to, p->bytes + p->taken, p->length - p->taken, 0, &gone);
        p->taken += gone;
        f->undelivered -= gone;
        if (p->taken == p->length)
            drop(f);
    }
    if (result == STEP_FAILED) {
        connection_lost(f->connection);
        return;
    }
    if (result == STEP_WAIT)
        event_add(&f->writable, NULL);
    if (!event_pending(&f->readable, EV_READ, NULL))
        want_more(f);
}

static void
on_writable(evutil_socket_t socket, short what, void *argument)
{
    (void)socket, (void)what;
    deliver(argument);
}

void
flow_arrive(struct flow *f, struct parcel *p)
{
    f->connection->under_way--;
    if (f->connection->over) {
        free(p);
        connection_lost(f->connection);
        return;
    }
    STAILQ_INSERT_TAIL(&f->arrived, p, next);
    f->undelivered += p->length;
    if (!event_pending(&f->writable, EV_WRITE, NULL))
        deliver(f);
}

void
flow_begin(struct flow *f, struct event_base *base)
{
    event_assign(&f->readable, base, f->from, EV_READ, on_readable, f);
    event_assign(&f->writable, base, f->to, EV_WRITE, on_writable, f);
    STAILQ_INIT(&f->arrived);
    event_add(&f->readable, NULL);
}

void
flow_end(struct flow *f)
{
    event_del(&f->readable);
    event_del(&f->writable);
    link_leave_line(f->link, f);
    while (!STAILQ_EMPTY(&f->arrived))
        drop(f);
}
