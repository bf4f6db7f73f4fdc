/* Packets are gathered by connection; times tell how the connections shared the server. */
#include "connections.h"

#include <stdlib.h>
#include <string.h>

enum { PORTS = 65536 };

#define STEP     0.1   /* seconds for which the peak is taken            */
#define TOO_FAST 0.005 /* seconds below which order is chance, not model */

unsigned
connections_busiest(const struct packets *p)
{
    unsigned long *clients = calloc(PORTS, sizeof *clients);
    unsigned best = 0;

    if (clients == NULL)
        return 0;
    /* A client's first packet counts most; without any, the port that all packets share is it. */
    for (size_t i = 0; i < p->n; i++) {
        const struct packet *k = &p->list[i];

        clients[k->from % PORTS]++;
        clients[k->to % PORTS] += k->syn && !k->ack ? p->n : 1;
    }
    for (unsigned port = 1; port < PORTS; port++)
        if (clients[port] > clients[best])
            best = port;
    free(clients);
    return best;
}

static struct connection *
find(struct connections *c, unsigned stream)
{
    struct connection *list;

    for (size_t i = c->n; i-- > 0;)
        if (c->list[i].stream == stream)
            return &c->list[i];
    list = reallocarray(c->list, c->n + 1, sizeof *list);
    if (list == NULL)
        return NULL;
    c->list = list;
    list[c->n] = (struct connection){.stream = stream, .served = -1, .came = -1};
    return &list[c->n++];
}

static void
from_server(struct connection *c, const struct packet *k)
{
    c->ended |= k->fin || k->reset;
    c->sent_again += k->sent_again;
    if (k->length == 0)
        return;
    if (c->served < 0)
        c->served = k->time;
    c->last = k->time;
    c->carried += k->length;
    if (k->place + k->length > c->bytes)
        c->bytes = k->place + k->length;
    if (k->place < sizeof c->start) {
        size_t room = sizeof c->start - k->place;
        size_t n = k->shown < room ? k->shown : room;

        memcpy(c->start + k->place, k->start, n);
        if (k->place + n > c->shown)
            c->shown = k->place + n;
    }
}

static void
from_client(struct connection *c, const struct packet *k)
{
    if (k->syn && !c->begun) {
        c->begun = true;
        c->came = k->time;
    }
}

static int
by_service(const void *a, const void *b)
{
    const struct connection *x = a, *y = b;

    return (x->served > y->served) - (x->served < y->served);
}

/* Throughput, over the time from the server's first byte to its last. */
static bool
measure(struct connections *c, const struct packets *p)
{
    double first = -1, last = 0;
    unsigned long all = 0;
    size_t steps = p->n == 0 ? 1 : (size_t)(p->list[p->n - 1].time / STEP) + 2;
    unsigned long *carried = calloc(steps, sizeof *carried);

    if (carried == NULL)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const struct packet *k = &p->list[i];
        size_t step = (size_t)(k->time / STEP);

        if (k->from != c->port || k->length == 0 || step >= steps)
            continue;
        first = first < 0 ? k->time : first;
        last = k->time;
        all += k->length;
        carried[step] += k->length;
        if ((double)carried[step] / STEP > c->peak)
            c->peak = (double)carried[step] / STEP;
    }
    free(carried);
    c->average = last > first ? (double)all / (last - first) : 0;
    return true;
}

bool
connections_find(struct connections *c, const struct packets *p, unsigned port)
{
    *c = (struct connections){.port = port};
    for (size_t i = 0; i < p->n; i++) {
        const struct packet *k = &p->list[i];
        struct connection *which;

        if (k->from != port && k->to != port)
            continue;
        which = find(c, k->stream);
        if (which == NULL)
            return false;
        if (k->from == port)
            from_server(which, k);
        else
            from_client(which, k);
    }
    for (size_t i = 0; i < c->n; i++)
        c->sent_again += c->list[i].sent_again;
    if (c->n > 0)
        qsort(c->list, c->n, sizeof *c->list, by_service);
    return measure(c, p);
}

void
connections_free(struct connections *c)
{
    free(c->list);
    *c = (struct connections){0};
}

/* Of two who were served one after the other: did the second one only come then? */
static bool
came_after(const struct connection *before, const struct connection *after)
{
    return after->came >= before->last;
}

/* Do the bytes of the two go over the wire in the same time? */
static bool
interleave(const struct connection *before, const struct connection *after)
{
    return after->served < before->last;
}

/* A server that takes them in turn makes each wait for the work of those before it, so that the
 * first answers are as far apart as the first client had to wait for its own. */
enum sharing
connections_sharing(const struct connections *c)
{
    const struct connection *first = &c->list[0];
    double work, apart;
    size_t later = 0, together = 0;

    for (size_t i = 1; i < c->n; i++) {
        later += came_after(&c->list[i - 1], &c->list[i]);
        together += interleave(&c->list[i - 1], &c->list[i]);
    }
    if (c->n < 2 || later == c->n - 1)
        return SHARING_ONE_BY_ONE;
    if (together > 0)
        return SHARING_OVERLAPPED;
    work = first->last - first->came;
    apart = (c->list[c->n - 1].served - first->served) / (double)(c->n - 1);
    if (work < TOO_FAST && apart < TOO_FAST)
        return SHARING_TOO_FAST;
    return apart < 0.5 * work ? SHARING_OVERLAPPED : SHARING_QUEUED;
}
