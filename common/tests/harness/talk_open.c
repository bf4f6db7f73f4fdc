/* Opening connections for tests, from either end. */

#include "talk.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static socklen_t
make_address(union address *a, const char *host, unsigned port)
{
    memset(a, 0, sizeof *a);
    if (strchr(host, ':') != NULL) {
        a->v6.sin6_family = AF_INET6;
        a->v6.sin6_port = htons(port);
        inet_pton(AF_INET6, host, &a->v6.sin6_addr);
        return sizeof a->v6;
    }
    a->v4.sin_family = AF_INET;
    a->v4.sin_port = htons(port);
    inet_pton(AF_INET, host, &a->v4.sin_addr);
    return sizeof a->v4;
}

static int
open_socket(int family)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        kit_fail("socket: %s", strerror(errno));
    return fd;
}

static int
try_from(const char *from, const char *host, unsigned port)
{
    union address local, peer;
    socklen_t size = make_address(&peer, host, port);
    int fd = open_socket(peer.any.sa_family);

    if (from != NULL && bind(fd, &local.any, make_address(&local, from, 0)) < 0)
        kit_fail("bind %s: %s", from, strerror(errno));
    if (connect(fd, &peer.any, size) == 0)
        return fd;
    close(fd);
    return -1;
}

struct talk *
talk_try(const char *host, unsigned port)
{
    int fd = try_from(NULL, host, port);

    return fd >= 0 ? talk_adopt(fd, "client") : NULL;
}

struct talk *
talk_connect_from(const char *from, const char *host, unsigned port)
{
    int fd = try_from(from, host, port);

    if (fd < 0)
        kit_fail("connect to %s port %u: %s", host, port, strerror(errno));
    return talk_adopt(fd, "client");
}

struct talk *
talk_connect(const char *host, unsigned port)
{
    return talk_connect_from(NULL, host, port);
}

int
talk_listen(const char *host, unsigned *port)
{
    union address a;
    socklen_t size = make_address(&a, host, 0);
    int fd = open_socket(a.any.sa_family);

    if (bind(fd, &a.any, size) < 0 || listen(fd, 128) < 0 || getsockname(fd, &a.any, &size) < 0)
        kit_fail("listen on %s: %s", host, strerror(errno));
    *port = ntohs(a.any.sa_family == AF_INET6 ? a.v6.sin6_port : a.v4.sin_port);
    return fd;
}

int
talk_listen_deaf(unsigned *port)
{
    union address a;
    socklen_t size = make_address(&a, "127.0.0.1", 0);
    int listener = talk_listen("127.0.0.1", port);

    if (listen(listener, 0) < 0 || getsockname(listener, &a.any, &size) < 0)
        kit_fail("listen: %s", strerror(errno));
    for (int i = 0; i < 3; i++) { /* those who come first fill its queue */
        int fd = open_socket(AF_INET);

        fcntl(fd, F_SETFL, O_NONBLOCK);
        connect(fd, &a.any, size);
    }
    return listener;
}

int
talk_accept(int listener)
{
    int fd;

    if (!kit_wait(listener, POLLIN, kit_deadline()))
        kit_fail("nobody connected in %g s", KIT_PATIENCE);
    fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        kit_fail("accept: %s", strerror(errno));
    return fd;
}
