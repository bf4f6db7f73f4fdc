/* wait-poll.h: one thread, poll(2) for all clients. */
#include <fcntl.h>
#include <poll.h>

struct client {
    int fd;
    char line[512];
    size_t used;
};

static void greet(struct client *c);
static bool hear(struct client *c, const char *line);

#define CLIENTS 500
static struct client clients[CLIENTS];
static struct pollfd polls[CLIENTS + 1];

static bool
take(struct client *c)
{
    ssize_t n = recv(c->fd, c->line + c->used, sizeof c->line - 1 - c->used, 0);
    char *end;

    if (n <= 0)
        return false;
    c->used += (size_t)n;
    while ((end = memchr(c->line, '\n', c->used)) != NULL) {
        *end = '\0';
        if (!hear(c, c->line))
            return false;
        c->used -= (size_t)(end + 1 - c->line);
        memmove(c->line, end + 1, c->used);
    }
    if (c->used == sizeof c->line - 1)
        c->used = 0;
    return true;
}

static void
wait_for_clients(int listener)
{
    size_t count = 0;

    polls[CLIENTS] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (size_t i = 0; i < CLIENTS; i++)
        polls[i].fd = -1;
    while (!stopping) {
        if (poll(polls, CLIENTS + 1, -1) <= 0)
            continue;
        if (polls[CLIENTS].revents != 0) {
            for (count = 0; polls[count].fd != -1; count++)
                continue;
            clients[count] = (struct client){.fd = accept(listener, NULL, NULL)};
            polls[count] = (struct pollfd){.fd = clients[count].fd, .events = POLLIN};
            greet(&clients[count]);
        }
        for (size_t i = 0; i < CLIENTS; i++)
            if (polls[i].fd != -1 && polls[i].revents != 0 && !take(&clients[i])) {
                close(polls[i].fd);
                polls[i].fd = -1;
            }
    }
}
