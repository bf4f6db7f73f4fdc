/* hello_client, all clients in one thread: libevent's bufferevents connect and read, and call back
 * when there is something.  The steps are those of lab1-blocking/hello_meet.c. */
#include "clock.h"
#include "hello.h"
#include "loop.h"
#include "process.h"

#include <err.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/util.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* What all clients share. */
struct crowd {
    const struct hello_client_options *options;
    struct event_base *base;
    struct evdns_base *names; /* NULL: without it libevent looks names up in a system call */
    unsigned good;
    unsigned left;
};

struct client {
    struct crowd *crowd;
    struct bufferevent *stream; /* NULL once this client is done */
    struct hello hello;
    unsigned number;
    double start;
};

static void
end_client(struct client *c)
{
    /* Step 4: each side closes its own writer */
    shutdown(bufferevent_getfd(c->stream), SHUT_WR);
    bufferevent_free(c->stream);
    c->stream = NULL;
    if (--c->crowd->left == 0)
        event_base_loopbreak(c->crowd->base);
}

static void
take_what_came(struct client *c)
{
    char bytes[16 * 1024];
    struct evbuffer *input = bufferevent_get_input(c->stream);
    int n;

    while ((n = evbuffer_remove(input, bytes, hello_wanted(&c->hello, sizeof bytes))) > 0)
        hello_take(&c->hello, bytes, (size_t)n);
}

static void
on_bytes(struct bufferevent *stream, void *argument)
{
    struct client *c = argument;

    (void)stream;
    /* Step 2: read exactly what is expected */
    take_what_came(c);
    if (!hello_is_whole(&c->hello, false))
        return;

    /* Step 3: print */
    hello_print(c->number, &c->hello, clock_now() - c->start);
    c->crowd->good++;
    end_client(c);
}

/* The stream has ended, or there never was one. */
static void
on_event(struct bufferevent *stream, short what, void *argument)
{
    struct client *c = argument;
    const char *why = evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR());
    int name_error = bufferevent_socket_get_dns_error(stream);

    if (what & BEV_EVENT_CONNECTED)
        return;
    take_what_came(c);
    if (what & BEV_EVENT_EOF)
        why = NULL;
    else if (what & BEV_EVENT_TIMEOUT)
        why = strerror(ETIMEDOUT);
    else if (name_error != 0)
        why = evutil_gai_strerror(name_error);

    if (why == NULL && hello_is_whole(&c->hello, true)) {
        hello_print(c->number, &c->hello, clock_now() - c->start);
        c->crowd->good++;
    } else {
        hello_complain(c->number, &c->hello, why);
    }
    end_client(c);
}

static void
start_client(struct client *c)
{
    const struct hello_client_options *options = c->crowd->options;
    struct timeval patience = loop_time(HELLO_STALL);

    /* Step 1: connect */
    c->start = clock_now();
    c->stream = bufferevent_socket_new(c->crowd->base, -1, BEV_OPT_CLOSE_ON_FREE);
    if (c->stream == NULL)
        errx(1, "no room for client %u", c->number);
    bufferevent_setcb(c->stream, on_bytes, NULL, on_event, c);
    bufferevent_set_timeouts(c->stream, &patience, &patience);
    bufferevent_enable(c->stream, EV_READ);
    bufferevent_socket_connect_hostname(c->stream, c->crowd->names, AF_UNSPEC, options->host,
                                        (int)options->port);
}

int
main(int argc, char **argv)
{
    struct hello_client_options options = hello_client_options(argc, argv);
    struct crowd crowd = {.options = &options, .left = options.clients};
    struct client *clients = calloc(options.clients, sizeof *clients);
    double start = clock_now();

    process_prepare();
    loop_be_quiet();
    crowd.base = event_base_new();
    if (crowd.base == NULL || clients == NULL)
        errx(1, "no room for %u clients", options.clients);
    crowd.names = evdns_base_new(crowd.base, EVDNS_BASE_INITIALIZE_NAMESERVERS |
                                                 EVDNS_BASE_DISABLE_WHEN_INACTIVE);

    for (unsigned i = 0; i < options.clients; i++) {
        clients[i] =
            (struct client){.crowd = &crowd, .hello = {.expect = options.expect}, .number = i + 1};
        start_client(&clients[i]);
    }
    if (crowd.left > 0)
        event_base_dispatch(crowd.base);

    free(clients);
    if (crowd.names != NULL)
        evdns_base_free(crowd.names, 0);
    event_base_free(crowd.base);
    return hello_summary(crowd.good, options.clients, clock_now() - start);
}
