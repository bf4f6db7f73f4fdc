/* Packets are gathered by connection; times tell how the connections shared the server. */
#include "connections.h"

#include <math.h>
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

/* Where each stream's connection stands in the list, 0 for none, else one more. */
struct places {
    size_t *of;
    size_t n;
};

static struct connection *
find(struct connections *c, struct places *places, unsigned stream)
{
    struct connection *list;

    if (stream >= places->n)
        return NULL;
    if (places->of[stream] == 0) {
        list = reallocarray(c->list, c->n + 1, sizeof *list);
        if (list == NULL)
            return NULL;
        c->list = list;
        list[c->n] = (struct connection){.stream = stream, .served = -1, .came = -1};
        places->of[stream] = ++c->n;
    }
    return &c->list[places->of[stream] - 1];
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

/* A segment of the server: in which tenth of a second, and how many bytes. */
struct load {
    double step;
    unsigned long bytes;
};

static int
by_step(const void *a, const void *b)
{
    const struct load *x = a, *y = b;

    return (x->step > y->step) - (x->step < y->step);
}

static double
find_peak(struct load *loads, size_t n)
{
    unsigned long carried = 0, most = 0;

    if (n > 0)
        qsort(loads, n, sizeof *loads, by_step);
    for (size_t i = 0; i < n; i++) {
        carried =
            i > 0 && loads[i].step == loads[i - 1].step ? carried + loads[i].bytes : loads[i].bytes;
        most = carried > most ? carried : most;
    }
    return (double)most / STEP;
}

/* Throughput, over the time from the server's first byte to its last. */
static bool
measure(struct connections *c, const struct packets *p)
{
    struct load *loads = calloc(p->n + 1, sizeof *loads);
    double first = 0, last = 0;
    unsigned long all = 0;
    size_t n = 0;

    if (loads == NULL)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const struct packet *k = &p->list[i];

        if (k->from != c->port || k->length == 0)
            continue;
        first = n == 0 ? k->time : first;
        last = k->time;
        all += k->length;
        loads[n++] = (struct load){floor(k->time / STEP), k->length};
    }
    c->peak = find_peak(loads, n);
    c->average = last > first ? (double)all / (last - first) : 0;
    free(loads);
    return true;
}

/* False when there is no memory, or a stream's number is none that tshark gives. */
static bool
gather(struct connections *c, const struct packets *p, struct places *places)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct packet *k = &p->list[i];
        struct connection *which;

        if (k->from != c->port && k->to != c->port)
            continue;
        which = find(c, places, k->stream);
        if (which == NULL)
            return false;
        if (k->from == c->port)
            from_server(which, k);
        else
            from_client(which, k);
    }
    return true;
}

bool
connections_find(struct connections *c, const struct packets *p, unsigned port)
{
    struct places places = {calloc(p->n + 1, sizeof *places.of), p->n + 1};
    bool good;

    *c = (struct connections){.port = port};
    good = places.of != NULL && gather(c, p, &places);
    free(places.of);
    for (size_t i = 0; i < c->n; i++)
        c->sent_again += c->list[i].sent_again;
    if (c->n > 0)
        qsort(c->list, c->n, sizeof *c->list, by_service);
    return good && measure(c, p);
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
