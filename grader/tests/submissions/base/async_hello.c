/* hello_server.c for the event loop: the stories' own, apart from what the story says. */
#include "server.h"

#include "wait.h"

static void
greet(struct client *c)
{
    send_all(c->fd, "Hello World!", 12);
    shutdown(c->fd, SHUT_WR);
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

    o.idle = 5; /* for the client's end of stream */
    wait_for_clients(listener);
    return 0;
}
