/* relay.h: serves a client by passing every byte on to whomever meet_worker() connects it with, and
 * every byte of the answer back. */
#include <poll.h>

static int meet_worker(void);

/* What has come from one of the two for the other; false: no more will come. */
static bool
pass_on(int from, int to)
{
    char buf[4096];
    ssize_t n = recv(from, buf, sizeof buf, 0);

    if (n > 0 && send_all(to, buf, (size_t)n))
        return true;
    shutdown(to, SHUT_WR);
    return false;
}

static void
serve(int fd)
{
    int ends[2] = {fd, meet_worker()};
    struct pollfd p[2] = {{.fd = ends[0], .events = POLLIN}, {.fd = ends[1], .events = POLLIN}};

    while (p[0].fd != -1 || p[1].fd != -1) {
        poll(p, 2, -1);
        for (int i = 0; i < 2; i++)
            if (p[i].fd != -1 && p[i].revents != 0 && !pass_on(ends[i], ends[!i]))
                p[i].fd = -1;
    }
    close(ends[0]);
    close(ends[1]);
}
