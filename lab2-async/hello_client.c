/* hello_client, all clients in one thread: libevent's bufferevents connect and read, and call back
 * when there is something.  The steps are those of lab1-blocking/hello_meet.c. */
#include "clock.h"
#include "connect.h"
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
    struct evdns_base *names;
    unsigned good;
    unsigned left;
};

struct client {
    struct crowd *crowd;
    struct bufferevent *stream; /* NULL once this client is done */
    struct connecting connecting;
    bool connected;
    struct hello hello;
    unsigned number;
    double start;
};

static void
end_client(struct client *c)
{
    /* Step 4: each side closes its own writer */
    shutdown(bufferevent_getfd(c->stream), SHUT_WR);
    connect_end(&c->connecting);
    bufferevent_free(c->stream);
    c->stream = NULL;
    if (--c->crowd->left == 0)
        event_base_loopbreak(c->crowd->base);
}

static void
good_end(struct client *c)
{
    /* Step 3: print */
    hello_print(c->number, &c->hello, clock_now() - c->start);
    c->crowd->good++;
    end_client(c);
}

static void
bad_end(struct client *c, const char *why)
{
    hello_complain(c->number, &c->hello, why);
    end_client(c);
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
    if (hello_is_whole(&c->hello, false))
        good_end(c);
}

static void
on_event(struct bufferevent *stream, short what, void *argument)
{
    struct client *c = argument;

    if (what & BEV_EVENT_CONNECTED) {
        c->connected = true;
        if (bufferevent_enable(stream, EV_READ) != 0)
            bad_end(c, strerror(errno));
        else
            on_bytes(stream, c); /* nothing may be all that is expected */
        return;
    }
    if (!c->connected) {
        connect_go_on(&c->connecting, what);
        return;
    }
    take_what_came(c);
    if ((what & BEV_EVENT_EOF) && hello_is_whole(&c->hello, true))
        good_end(c);
    else if (what & BEV_EVENT_EOF)
        bad_end(c, NULL);
    else if (what & BEV_EVENT_TIMEOUT)
        bad_end(c, strerror(ETIMEDOUT));
    else
        bad_end(c, evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR()));
}

static void
on_not_connected(void *argument)
{
    struct client *c = argument;

    bad_end(c, c->connecting.why);
}

static void
start_client(struct client *c)
{
    const struct hello_client_options *options = c->crowd->options;
    struct timeval patience = loop_time(HELLO_STALL);

    /* Step 1: connect */
    c->start = clock_now();
    c->stream =
        bufferevent_socket_new(c->crowd->base, -1, BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
    if (c->stream == NULL)
        errx(1, "no room for client %u", c->number);
    c->connecting.stream = c->stream;
    c->connecting.on_failed = on_not_connected;
    c->connecting.argument = c;
    bufferevent_setcb(c->stream, on_bytes, NULL, on_event, c);
    bufferevent_set_timeouts(c->stream, &patience, &patience);
    connect_begin(&c->connecting, c->crowd->names, options->host, options->port);
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
    crowd.names = connect_names(crowd.base);

    for (unsigned i = 0; i < options.clients; i++) {
        clients[i] =
            (struct client){.crowd = &crowd, .hello = {.expect = options.expect}, .number = i + 1};
        start_client(&clients[i]);
    }
    if (crowd.left > 0)
        event_base_dispatch(crowd.base);

    free(clients);
    evdns_base_free(crowd.names, 0);
    event_base_free(crowd.base);
    return hello_summary(crowd.good, options.clients, clock_now() - start);
}
