/* A link as the books draw it: bytes wait in one queue, first in, first out, leave at a rate, and
 * arrive a propagation delay after they have left.
 *
 * Only arithmetic says when: the link knows at what time its last byte will have left (free_at), so
 * that a program that wakes up late delivers late, but the link loses nothing of its rate.  It is
 * told what time it is (`now`, in seconds), and asks timer.h to be woken. */
#ifndef LINK_H
#define LINK_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

/* What travels: some bytes of one flow or, with none, a flow's end of stream. */
struct parcel {
    struct flow *flow;
    double arrives;
    size_t length;
    size_t taken; /* of them, delivered already */
    STAILQ_ENTRY(parcel) next;
    char bytes[];
};

STAILQ_HEAD(parcels, parcel);

/* One direction of one connection: a place in the line of those who want to send. */
struct flow {
    struct connection *connection;
    struct link *link;
    int from, to;          /* sockets */
    struct event readable; /* of `from` */
    struct event writable; /* of `to`   */
    struct parcels arrived;
    size_t undelivered; /* bytes arrived that `to` has not taken */
    bool in_line;       /* wants to send and waits for room in the link */
    bool sent_end;
    bool got_end;
    TAILQ_ENTRY(flow) line;
};

struct link {
    double rate;    /* bytes a second */
    double delay;   /* seconds */
    double queue;   /* bytes that may wait to leave */
    size_t piece;   /* the most bytes of one flow before it is the next one's turn */
    double free_at; /* when the last byte will have left */
    bool in_turn;   /* those who stood in line are sending */
    struct parcels under_way;
    TAILQ_HEAD(, flow) line;
    struct event timer;
};

/* Begins a link with these properties; queue 0: what leaves in a tenth of a second, at least
 * 64 KiB. */
void link_begin(struct link *l, struct event_base *base, double rate, double delay, double queue);

/* Is there room for another piece? */
bool link_has_room(const struct link *l, double now);

/* Takes the parcel, which comes to flow_arrive() in its time. */
void link_send(struct link *l, struct parcel *p, double now);

/* The flow wants to send and there is no room: flow_send() is called when its turn comes. */
void link_stand_in_line(struct link *l, struct flow *f);
void link_leave_line(struct link *l, struct flow *f);

/* What is due: parcels come to flow_arrive(), then flow_send() is called of those in line, one
 * piece each, in turn, while there is room.  Its own timer calls it, too. */
void link_run(struct link *l, double now);

/* When the next is due; INFINITY when nothing waits. */
double link_due(const struct link *l);

void link_end(struct link *l);

#endif
