/* hello_server, all clients in one thread: an event loop calls back whoever has something to do.
 * The steps are those of lab1-blocking/hello_serve.c; where that one waits, this one returns. */
#include "clock.h"
#include "hello.h"
#include "loop.h"
#include "net.h"
#include "process.h"

#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

enum { BUDGET = 256 * 1024 }; /* bytes a step: then it is the others' turn */

struct server {
    const struct hello_server_options *options;
    struct loop loop;
    LIST_HEAD(, client) clients;
};

struct client {
    struct server *server;
    int socket;
    struct transfer greeting;
    struct event waiting; /* for the one thing this client waits for */
    double deadline;      /* of its end of stream */
    LIST_ENTRY(client) others;
};

static void
free_client(struct client *c)
{
    /* Step 6: hang up */
    event_del(&c->waiting);
    transfer_end(&c->greeting);
    close(c->socket);
    LIST_REMOVE(c, others);
    loop_client_left(&c->server->loop);
    free(c);
}

static void
wait_for(struct client *c, short what, double seconds, event_callback_fn callback)
{
    struct timeval patience = loop_time(seconds > 0 ? seconds : 0);
    int socket = what == EV_TIMEOUT ? -1 : c->socket;

    event_assign(&c->waiting, c->server->loop.base, socket, what, callback, c);
    if (event_add(&c->waiting, &patience) != 0)
        event_active(&c->waiting, EV_TIMEOUT, 1); /* no memory: the callback comes at once */
}

/* Whatever the client still says does not matter; its end of stream does. */
static void
on_readable(evutil_socket_t socket, short what, void *argument)
{
    struct client *c = argument;
    enum step result = STEP_FAILED;
    size_t got = 0;
    char bytes[4096];

    if (!(what & EV_TIMEOUT))
        result = net_receive(socket, bytes, sizeof bytes, 0, &got);
    if (result == STEP_WAIT || got > 0)
        wait_for(c, EV_READ, c->deadline - clock_now(), on_readable);
    else
        free_client(c);
}

static void
on_writable(evutil_socket_t socket, short what, void *argument)
{
    struct client *c = argument;
    enum step result = STEP_FAILED;

    if (!(what & EV_TIMEOUT))
        result = transfer_step(&c->greeting, socket, BUDGET);
    if (result == STEP_MORE || result == STEP_WAIT) {
        wait_for(c, EV_WRITE, HELLO_STALL, on_writable);
        return;
    }
    transfer_end(&c->greeting);
    hello_log(c->server->options, socket, "greeted");

    /* Step 5: each side closes its own writer */
    shutdown(socket, SHUT_WR);
    c->deadline = clock_now() + HELLO_PATIENCE;
    wait_for(c, EV_READ, HELLO_PATIENCE, on_readable);
}

static void
greet(struct client *c)
{
    /* Step 4: greet */
    if (hello_greet(&c->greeting, c->server->options))
        on_writable(c->socket, EV_WRITE, c);
    else
        free_client(c);
}

static void
on_thought(evutil_socket_t none, short what, void *argument)
{
    (void)none, (void)what;
    greet(argument);
}

static void
start_client(struct server *s, int socket)
{
    struct client *c = calloc(1, sizeof *c);

    if (c == NULL) {
        close(socket);
        return;
    }
    c->server = s;
    c->socket = socket;
    event_assign(&c->waiting, s->loop.base, -1, 0, on_readable, c);
    LIST_INSERT_HEAD(&s->clients, c, others);
    loop_client_came(&s->loop);
    hello_log(s->options, socket, "connected");

    /* Step 3: think */
    if (s->options->think > 0)
        wait_for(c, EV_TIMEOUT, s->options->think / 1000.0, on_thought);
    else
        greet(c);
}

static void
on_clients_waiting(evutil_socket_t listener, short what, void *argument)
{
    struct server *s = argument;
    int client;

    (void)listener, (void)what;
    /* Step 2: accept a client */
    while ((client = loop_accept(&s->loop)) >= 0)
        start_client(s, client);
}

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);
    int listener;
    struct server server = {.options = &options};

    /* Step 1: listen */
    listener = server_listen(&options.server, SOCK_NONBLOCK);
    process_prepare();
    LIST_INIT(&server.clients);
    loop_begin(&server.loop, listener, options.server.grace, on_clients_waiting, &server);
    net_announce(listener);

    loop_run(&server.loop);

    while (!LIST_EMPTY(&server.clients))
        free_client(LIST_FIRST(&server.clients));
    loop_end(&server.loop);
    return 0;
}
