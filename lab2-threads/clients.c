/* The clients that threads are serving right now, under one lock. */
#include "clients.h"

#include "clock.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define LAST_GRACE 3.0 /* seconds for a thread to notice that its connection was shut down */

void
clients_begin(struct clients *c, unsigned most, unsigned most_per_address, const void *shared)
{
    pthread_condattr_t attributes;

    c->most = most;
    c->most_per_address = most_per_address;
    c->shared = shared;
    c->count = 0;
    LIST_INIT(&c->all);
    pthread_mutex_init(&c->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&c->one_left, &attributes);
    pthread_condattr_destroy(&attributes);
}

void
clients_thread_attributes(pthread_attr_t *attributes, size_t stack)
{
    sigset_t every;

    sigfillset(&every);
    pthread_attr_init(attributes);
    pthread_attr_setstacksize(attributes, stack);
    pthread_attr_setdetachstate(attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setsigmask_np(attributes, &every);
}

/* Are there as many from this address as may be? */
static bool
is_one_too_many(const struct clients *c, const union net_address *peer)
{
    const struct client *other;
    unsigned same = 0;

    if (c->most_per_address == 0)
        return false;
    LIST_FOREACH (other, &c->all, others)
        same += net_same_host(&other->peer, peer);
    return same >= c->most_per_address;
}

struct client *
clients_enter(struct clients *c, int socket)
{
    struct client *client = malloc(sizeof *client);

    if (client == NULL)
        return NULL;
    *client = (struct client){.socket = socket, .shared = c->shared, .clients = c};
    if (c->most_per_address > 0)
        client->peer = net_peer(socket);
    pthread_mutex_lock(&c->lock);
    if (c->count < c->most && !is_one_too_many(c, &client->peer)) {
        c->count++;
        LIST_INSERT_HEAD(&c->all, client, others);
    } else {
        free(client);
        client = NULL;
    }
    pthread_mutex_unlock(&c->lock);
    return client;
}

void
clients_leave(struct client *client)
{
    struct clients *c = client->clients;

    pthread_mutex_lock(&c->lock);
    LIST_REMOVE(client, others);
    c->count--;
    pthread_cond_signal(&c->one_left);
    pthread_mutex_unlock(&c->lock);
    /* Only now: nobody finds it any more, to shut down what may have become another's. */
    close(client->socket);
    free(client);
}

static void
wait_until_empty(struct clients *c, double seconds)
{
    struct timespec until = clock_timespec(clock_now() + seconds);

    while (c->count > 0 && pthread_cond_timedwait(&c->one_left, &c->lock, &until) != ETIMEDOUT)
        continue;
}

bool
clients_finish(struct clients *c, double grace)
{
    struct client *client;
    bool all_left;

    pthread_mutex_lock(&c->lock);
    wait_until_empty(c, grace);
    LIST_FOREACH (client, &c->all, others)
        shutdown(client->socket, SHUT_RDWR);
    wait_until_empty(c, LAST_GRACE);
    all_left = c->count == 0;
    pthread_mutex_unlock(&c->lock);
    return all_left;
}
