/* wait-async.h: one event loop for all clients (libevent). What a client gets is greet()'s and
 * hear()'s choice. */
#include <event2/event.h>
#include <fcntl.h>

struct client {
    int fd;
    struct event *bytes, *later;
    char line[512];
    size_t used;
};

static void greet(struct client *c);
static bool hear(struct client *c, const char *line); /* false: hang up */

static struct event_base *loop;

static void
hang_up(struct client *c)
{
    event_free(c->bytes);
    event_free(c->later);
    close(c->fd);
    free(c);
}

static void
on_bytes(int fd, short what, void *arg)
{
    struct client *c = arg;
    ssize_t n = what & EV_TIMEOUT ? 0
                                  : recv(fd, c->line + c->used, sizeof c->line - 1 - c->used, 0);
    char *end;

    if (n == 0 || (n == -1 && errno != EAGAIN)) {
        hang_up(c);
        return;
    }
    c->used += n > 0 ? (size_t)n : 0;
    while ((end = memchr(c->line, '\n', c->used)) != NULL) {
        *end = '\0';
        if (!hear(c, c->line)) {
            hang_up(c);
            return;
        }
        c->used -= (size_t)(end + 1 - c->line);
        memmove(c->line, end + 1, c->used);
    }
    if (c->used == sizeof c->line - 1)
        c->used = 0;
}

static void
on_thought(int fd, short what, void *arg)
{
    struct client *c = arg;
    struct timeval patience = {o.idle, 0};

    (void)fd, (void)what;
    greet(c);
    event_add(c->bytes, &patience);
}

static void
on_client(int listener, short what, void *arg)
{
    struct client *c = calloc(1, sizeof *c);
    struct timeval think = {o.think / 1000, o.think % 1000 * 1000};

    (void)what, (void)arg;
    c->fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (c->fd == -1) {
        free(c);
        return;
    }
    c->bytes = event_new(loop, c->fd, EV_READ | EV_PERSIST, on_bytes, c);
    c->later = evtimer_new(loop, on_thought, c);
    evtimer_add(c->later, &think);
}

static void
on_stop(int number, short what, void *arg)
{
    (void)number, (void)what, (void)arg;
    event_base_loopbreak(loop);
}

static void
wait_for_clients(int listener)
{
    loop = event_base_new();
    fcntl(listener, F_SETFL, O_NONBLOCK);
    event_add(event_new(loop, listener, EV_READ | EV_PERSIST, on_client, NULL), NULL);
    event_add(evsignal_new(loop, SIGTERM, on_stop, NULL), NULL);
    event_add(evsignal_new(loop, SIGINT, on_stop, NULL), NULL);
    event_base_dispatch(loop);
}
