/* Connecting to a host by name without waiting. */
#include "connect.h"

#include "net.h"

#include <err.h>
#include <errno.h>
#include <event2/event.h>
#include <string.h>

struct evdns_base *
connect_names(struct event_base *base)
{
    int quiet = EVDNS_BASE_DISABLE_WHEN_INACTIVE; /* it does not keep the loop running */
    struct evdns_base *names = evdns_base_new(base, EVDNS_BASE_INITIALIZE_NAMESERVERS | quiet);

    if (names == NULL) { /* no name service here: what /etc/hosts knows, and numbers */
        names = evdns_base_new(base, quiet);
        if (names == NULL)
            errx(1, "cannot look up names");
        evdns_base_load_hosts(names, "/etc/hosts");
    }
    return names;
}

/* A socket of a try before this one is of no more use. */
static void
drop_last(struct connecting *c)
{
    int last = bufferevent_getfd(c->stream);

    if (last < 0)
        return;
    bufferevent_setfd(c->stream, -1);
    evutil_closesocket(last);
}

static void
try_next(struct connecting *c)
{
    while (c->next != NULL) {
        const struct evutil_addrinfo *a = c->next;
        union net_address to;

        c->next = a->ai_next;
        memcpy(&to, a->ai_addr, a->ai_addrlen);
        net_set_port(&to, c->port);
        drop_last(c);
        bufferevent_enable(c->stream, EV_WRITE);
        if (bufferevent_socket_connect(c->stream, &to.any, (int)net_address_size(&to)) == 0)
            return; /* the event callback tells how it went */
        c->why = evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR());
    }
    c->on_failed(c->argument);
}

static void
on_addresses(int error, struct evutil_addrinfo *found, void *argument)
{
    struct connecting *c = argument;

    c->asked = NULL;
    c->found = c->next = found;
    if (error != 0)
        c->why = evutil_gai_strerror(error);
    try_next(c);
}

void
connect_begin(struct connecting *c, struct evdns_base *names, const char *host, unsigned port)
{
    struct evutil_addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct evdns_getaddrinfo_request *asked;

    c->port = port;
    c->why = strerror(ENOENT);
    asked = evdns_getaddrinfo(names, host, NULL, &hints, on_addresses, c);
    if (asked != NULL)
        c->asked = asked; /* else the answer has come already */
}

void
connect_go_on(struct connecting *c, short what)
{
    c->why = what & BEV_EVENT_TIMEOUT ? strerror(ETIMEDOUT)
                                      : evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR());
    try_next(c);
}

void
connect_end(struct connecting *c)
{
    if (c->asked != NULL)
        evdns_getaddrinfo_cancel(c->asked);
    if (c->found != NULL)
        evutil_freeaddrinfo(c->found);
    *c = (struct connecting){0};
}
