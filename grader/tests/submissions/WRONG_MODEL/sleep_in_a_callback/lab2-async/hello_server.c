/* Story: libevent, non-blocking sockets, everything as in the lecture, but the "work" is a usleep
 * in the callback. While it sleeps the loop does not run, and nobody is served. */
#include <arpa/inet.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static long think_ms;

static int
listen_here(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--think") == 0)
            think_ms = atol(argv[i + 1]);
    bind(fd, (struct sockaddr *)&a, sizeof a);
    listen(fd, 128);
    getsockname(fd, (struct sockaddr *)&a, &size);
    printf("listening on 127.0.0.1:%d\n", ntohs(a.sin_port));
    fflush(stdout);
    return fd;
}

struct client {
    int fd;
    struct event *end;
};

static void
on_bytes(int fd, short what, void *arg)
{
    struct client *c = arg;
    char junk[64];

    if (!(what & EV_TIMEOUT) && recv(fd, junk, sizeof junk, 0) > 0)
        return;
    event_free(c->end);
    close(fd);
    free(c);
}

static struct event_base *base;

static void
on_client(int listener, short what, void *arg)
{
    struct client *c = calloc(1, sizeof *c);
    struct timeval five = {5, 0};

    (void)what, (void)arg;
    c->fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    usleep((useconds_t)think_ms * 1000);
    send(c->fd, "Hello World!", 12, MSG_NOSIGNAL);
    shutdown(c->fd, SHUT_WR);
    c->end = event_new(base, c->fd, EV_READ | EV_PERSIST, on_bytes, c);
    event_add(c->end, &five);
}

int
main(int argc, char **argv)
{
    int listener = listen_here(argc, argv);

    base = event_base_new();
    event_add(event_new(base, listener, EV_READ | EV_PERSIST, on_client, NULL), NULL);
    event_base_dispatch(base);
    return 0;
}
