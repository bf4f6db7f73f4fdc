/* A connection lives until both ends of stream are through, or until one side is lost. */
#include "connection.h"

#include "flow.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>

/* The kernel's buffers stand before the link's queue: small ones make the sender feel it. */
enum { KERNEL_BUFFER = 128 * 1024 };

static void
hang_up(struct connection *c, bool reset)
{
    struct linger now = {.l_onoff = 1, .l_linger = 0};

    if (c->over)
        return;
    c->over = true;
    event_del(&c->connected);
    if (c->begun) {
        flow_end(&c->to_client);
        flow_end(&c->to_server);
    }
    if (reset) {
        setsockopt(c->client, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        setsockopt(c->server, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    net_close(&c->client);
    net_close(&c->server);
}

static void
free_if_idle(struct connection *c)
{
    if (c->under_way > 0)
        return;
    LIST_REMOVE(c, others);
    free(c);
}

void
connection_lost(struct connection *c)
{
    hang_up(c, true);
    free_if_idle(c);
}

void
connection_ended(struct connection *c, struct flow *f)
{
    shutdown(f->to, SHUT_WR);
    if (!c->to_client.got_end || !c->to_server.got_end)
        return;
    hang_up(c, false);
    free_if_idle(c);
}

static void
on_connected(evutil_socket_t server, short what, void *argument)
{
    struct connection *c = argument;
    int error = 0;
    socklen_t size = sizeof error;

    (void)what;
    if (getsockopt(server, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
        connection_lost(c);
        return;
    }
    c->begun = true;
    flow_begin(&c->to_client, c->relay->base);
    flow_begin(&c->to_server, c->relay->base);
}

static void
set_up(int socket)
{
    int on = 1;
    int buffer = KERNEL_BUFFER;

    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
}

void
connection_begin(struct relay *r, int client, const union net_address *server)
{
    struct connection *c = calloc(1, sizeof *c);

    if (c == NULL) {
        net_close(&client);
        return;
    }
    c->relay = r;
    c->client = client;
    c->server = net_socket(server->any.sa_family, SOCK_NONBLOCK);
    c->to_client = (struct flow){.connection = c, .link = &r->to_client};
    c->to_server = (struct flow){.connection = c, .link = &r->to_server};
    c->to_client.from = c->to_server.to = c->server;
    c->to_client.to = c->to_server.from = c->client;
    event_assign(&c->connected, r->base, c->server, EV_WRITE, on_connected, c);
    LIST_INSERT_HEAD(&r->connections, c, others);

    set_up(c->client);
    set_up(c->server);
    if (c->server < 0 ||
        (connect(c->server, &server->any, net_address_size(server)) != 0 && errno != EINPROGRESS) ||
        event_add(&c->connected, NULL) != 0)
        connection_lost(c);
}
