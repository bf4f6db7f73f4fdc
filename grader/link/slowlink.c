/* slowlink: a relay that behaves like one link with a rate, a delay and a queue.  All connections
 * share the link; each direction is a link of its own.  Connections themselves are made at once. */
#include "connection.h"
#include "flow.h"
#include "net.h"
#include "options.h"
#include "process.h"
#include "units.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

enum { USAGE_ERROR = 2, MOST_DOORS = 1 + 1000 };

/* A port where clients come in, and where that leads. */
struct door {
    struct relay *relay;
    int listener;
    union net_address server;
    struct event clients_waiting;
    struct event accept_again;
};

struct choices {
    const char *host, *to, *rate, *delay, *back_rate, *back_delay;
    unsigned port;
    unsigned ports[2];
    long long queue;
};

static struct choices
read_choices(int argc, char **argv)
{
    struct choices o = {.host = "127.0.0.1", .rate = "8Mbit", .delay = "0ms"};
    const struct option_row rows[] = {
        {OPTION_TEXT, "to", 0, &o.to, "HOST:PORT", "the server at the far end"},
        {OPTION_TEXT, "host", 0, &o.host, "ADDR", "address to listen on, IPv4 or IPv6"},
        {OPTION_PORT, "port", 0, &o.port, "N", "port; 0 lets the kernel choose"},
        {OPTION_PORTS, "ports", 0, o.ports, "LO-HI", "these lead to the same ports at the server"},
        {OPTION_TEXT, "rate", 0, &o.rate, "RATE", "bits a second, as in 64kbit or 1Gbit"},
        {OPTION_TEXT, "delay", 0, &o.delay, "TIME", "from the server to the clients"},
        {OPTION_SIZE, "queue", 0, &o.queue, "BYTES", "that may wait to leave; 0: 0.1 s long"},
        {OPTION_TEXT, "back-rate", 0, &o.back_rate, "RATE", "to the server (default --rate)"},
        {OPTION_TEXT, "back-delay", 0, &o.back_delay, "TIME", "to the server (default 0)"},
        {OPTION_END, NULL, 0, NULL, NULL, NULL}};
    const struct option_table table = {
        "--to HOST:PORT [OPTION]...",
        "Relays connections as one link would: a queue, then a rate, then a delay.", rows};

    options_read_all(&table, argc, argv);
    if (o.to == NULL)
        errx(USAGE_ERROR, "--to HOST:PORT is missing; try --help");
    return o;
}

static void
on_clients_waiting(evutil_socket_t listener, short what, void *argument)
{
    struct door *d = argument;
    struct timeval pause = {.tv_usec = 100000}; /* when there are no descriptors left */
    int client;

    (void)what;
    while ((client = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
        connection_begin(d->relay, client, &d->server);
    if (errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM)
        return;
    event_del(&d->clients_waiting);
    event_add(&d->accept_again, &pause);
}

static void
on_accept_again(evutil_socket_t none, short what, void *argument)
{
    struct door *d = argument;

    (void)none, (void)what;
    event_add(&d->clients_waiting, NULL);
}

static void
on_stop(evutil_socket_t signal, short what, void *argument)
{
    (void)signal, (void)what;
    event_base_loopbreak(argument);
}

static void
door_open(struct door *d, struct relay *r, const struct choices *o, unsigned port,
          const union net_address *server)
{
    union net_address here;

    if (!net_address(&here, o->host, port))
        errx(USAGE_ERROR, "--host takes an address, not \"%s\"", o->host);
    d->relay = r;
    d->server = *server;
    d->listener = net_listen(&here, SOCK_NONBLOCK);
    if (d->listener < 0)
        err(EXIT_FAILURE, "%s port %u", o->host, port);
    event_assign(&d->clients_waiting, r->base, d->listener, EV_READ | EV_PERSIST,
                 on_clients_waiting, d);
    evtimer_assign(&d->accept_again, r->base, on_accept_again, d);
    event_add(&d->clients_waiting, NULL);
}

/* The first door, and one for each of the ports that keep their number. */
static size_t
open_doors(struct door *doors, struct relay *r, const struct choices *o)
{
    union net_address server = units_place("to", o->to);
    size_t n = 1;

    door_open(&doors[0], r, o, o->port, &server);
    for (unsigned port = o->ports[0]; port != 0 && port <= o->ports[1]; port++) {
        if (n == MOST_DOORS)
            errx(USAGE_ERROR, "--ports takes at most %d ports", MOST_DOORS - 1);
        net_set_port(&server, port);
        door_open(&doors[n++], r, o, port, &server);
    }
    return n;
}

/* Timers to the microsecond, and no remembered time. */
static struct event_base *
precise_base(void)
{
    struct event_config *config = event_config_new();
    struct event_base *base = NULL;

    if (config != NULL) {
        event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
        event_config_set_flag(config, EVENT_BASE_FLAG_NO_CACHE_TIME);
        base = event_base_new_with_config(config);
        event_config_free(config);
    }
    if (base == NULL)
        errx(EXIT_FAILURE, "cannot make an event loop");
    return base;
}

static void
close_all(struct relay *r, struct door *doors, size_t n)
{
    struct connection *c;

    while (n-- > 0) {
        event_del(&doors[n].clients_waiting);
        event_del(&doors[n].accept_again);
        net_close(&doors[n].listener);
    }
    link_end(&r->to_client);
    link_end(&r->to_server);
    while ((c = LIST_FIRST(&r->connections)) != NULL) {
        c->under_way = 0;
        connection_lost(c);
    }
}

int
main(int argc, char **argv)
{
    struct choices o = read_choices(argc, argv);
    double rate = units_rate("rate", o.rate);
    double delay = units_time("delay", o.delay);
    double back_rate = o.back_rate == NULL ? rate : units_rate("back-rate", o.back_rate);
    double back_delay = o.back_delay == NULL ? 0 : units_time("back-delay", o.back_delay);
    struct relay relay = {.base = precise_base()};
    struct event *interrupt = evsignal_new(relay.base, SIGINT, on_stop, relay.base);
    struct event *terminate = evsignal_new(relay.base, SIGTERM, on_stop, relay.base);
    struct door *doors = calloc(MOST_DOORS, sizeof *doors);
    size_t n;

    process_prepare();
    if (doors == NULL || interrupt == NULL || terminate == NULL)
        errx(EXIT_FAILURE, "no memory");
    link_begin(&relay.to_client, relay.base, rate, delay, (double)o.queue);
    link_begin(&relay.to_server, relay.base, back_rate, back_delay, (double)o.queue);
    n = open_doors(doors, &relay, &o);
    event_add(interrupt, NULL);
    event_add(terminate, NULL);
    net_announce(doors[0].listener);

    event_base_dispatch(relay.base);

    close_all(&relay, doors, n);
    event_free(interrupt);
    event_free(terminate);
    event_base_free(relay.base);
    free(doors);
    return EXIT_SUCCESS;
}
