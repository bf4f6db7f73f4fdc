/* hello_server.c for the event loop: the stories' own, apart from what the story says. */
#include "server.h"

#include "wait.h"

static void
on_late(int fd, short what, void *arg)
{
    (void)fd, (void)what;
    hang_up(arg);
}

static void
greet(struct client *c)
{
    struct timeval five = {5, 0};

    send_all(c->fd, "Hello World!", 12);
    shutdown(c->fd, SHUT_WR);
    evtimer_assign(c->later, loop, on_late, c); /* the client's end of stream may come before */
    evtimer_add(c->later, &five);
}

static bool
hear(struct client *c, const char *line)
{
    (void)c, (void)line;
    return true;
}

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    o.idle = 60;
    wait_for_clients(listener);
    return 0;
}
