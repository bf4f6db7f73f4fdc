/* One thread, one epoll. */
#include "crowd.h"

#include "clock.h"

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { PATIENCE = 20 * 1000 }; /* milliseconds without any event: then the server hangs */

/* Every loopback address is ours: so many of them that ports do not run short. */
static union net_address
source_of(unsigned index)
{
    union net_address a;

    net_address(&a, "127.0.0.1", 0);
    a.v4.sin_addr.s_addr = htonl(0x7f000001 + index / 1000);
    return a;
}

int
crowd_connect(struct crowd *c, unsigned index, bool data, unsigned port, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.u64 = 2ull * index + data};
    union net_address to = c->load->server;
    union net_address from = source_of(index);
    int on = 1;
    int s = net_socket(AF_INET, SOCK_NONBLOCK);

    if (s < 0)
        err(1, "socket");
    if (port != 0)
        net_set_port(&to, port);
    /* Without a port: connect(2) chooses one that is free towards that server. */
    setsockopt(s, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (index >= 1000 && bind(s, &from.any, sizeof from.v4) != 0)
        err(1, "bind");
    if (connect(s, &to.any, sizeof to.v4) != 0 && errno != EINPROGRESS)
        err(1, "connect");
    if (epoll_ctl(c->epoll, EPOLL_CTL_ADD, s, &event) != 0)
        err(1, "epoll_ctl");
    return s;
}

static void
enter(struct crowd *c, unsigned index)
{
    c->visitors[index] = c->kind->begin(c, index, c->begun++);
}

static void
step(struct crowd *c, unsigned index, bool data)
{
    void *visitor = c->visitors[index];

    switch (visitor == NULL ? VISIT_GOES_ON : c->kind->go(visitor, data)) {
    case VISIT_GOES_ON:
        return;
    case VISIT_STAYS:
        c->over++;
        if (c->begun < c->load->total)
            enter(c, c->begun);
        return;
    case VISIT_OVER:
        c->over++;
        c->visitors[index] = NULL;
        c->kind->end(visitor);
        if (c->begun < c->load->total)
            enter(c, index);
        return;
    }
}

void
crowd_run(struct crowd *c, const struct load *load, const struct visitor_kind *kind)
{
    struct epoll_event events[64];

    *c = (struct crowd){.load = load, .kind = kind, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    c->visitors = calloc(load->total, sizeof *c->visitors);
    if (c->epoll < 0 || c->visitors == NULL)
        err(1, "cannot make a crowd");
    while (c->begun < load->at_once && c->begun < load->total)
        enter(c, c->begun);
    while (c->over < load->total) {
        int n = epoll_wait(c->epoll, events, 64, PATIENCE);

        if (n <= 0)
            errx(1, "the server does nothing: %u of %u visits are over", c->over, load->total);
        for (int i = 0; i < n; i++)
            step(c, (unsigned)(events[i].data.u64 / 2), events[i].data.u64 % 2);
    }
}

void
crowd_end(struct crowd *c)
{
    for (unsigned i = 0; i < c->load->total; i++)
        if (c->visitors[i] != NULL)
            c->kind->end(c->visitors[i]);
    free(c->visitors);
    close(c->epoll);
}
