/* play_connect.c: how the grader's side of a conversation begins: connections made, or taken. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "play.h"
#include "transcript.h"

/* On one machine; a call that the kernel drops is repeated after a second. */
#define AT_ONCE_MS 200

/* As over a slow line: small segments and a small buffer, so that the server's buffer, which grows
 * with what is under way, stays small, too. */
static void
make_narrow(int fd)
{
    int segment = 1400, buffer = 32768;

    setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
}

/* How a connection is made, if not as usual. */
struct way {
    bool narrow;
    const char *from;
    long patience_ms; /* 0: as usual */
};

static void
come_from(int fd, const char *address)
{
    struct sockaddr_in a = {.sin_family = AF_INET};

    if (inet_pton(AF_INET, address, &a.sin_addr) != 1 ||
        bind(fd, (struct sockaddr *)&a, sizeof a) == -1)
        judge_grader("cannot connect from %s: %s", address, strerror(errno));
}

static int
try_connect(const char *host, unsigned port, const struct way *way, int *error)
{
    long patience = way->patience_ms > 0 ? way->patience_ms : PATIENCE_MS;
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM};
    struct addrinfo *address;
    char number[16];
    socklen_t size = sizeof *error;
    int fd, one = 1;

    snprintf(number, sizeof number, "%u", port);
    *error = EINVAL;
    if (getaddrinfo(host, number, &hints, &address) != 0)
        return -1;
    fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (way->narrow)
        make_narrow(fd);
    if (way->from != NULL)
        come_from(fd, way->from);
    *error = connect(fd, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    freeaddrinfo(address);
    if (*error == EINPROGRESS && wait_fd(fd, POLLOUT, clock_ms() + patience))
        getsockopt(fd, SOL_SOCKET, SO_ERROR, error, &size);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (*error == 0)
        return fd;
    close(fd);
    return -1;
}

struct queue {
    unsigned port;
    unsigned long waiting;
};

static void
count_waiting(const struct tcp_row *row, void *arg)
{
    struct queue *q = arg;

    if (row->local_port == q->port && row->inode != 0)
        q->waiting += row->rx_queue;
}

/* The kernel drops whoever knocks while the accept queue is full: that looks like no answer. */
static _Noreturn void
fail_connect(unsigned port, int error)
{
    struct queue q = {port, 0};

    if (error == EINPROGRESS)
        procnet_each_listener(port, count_waiting, &q);
    if (q.waiting > 0) {
        judge_matters("Clients that are connected, but not yet accepted, wait in the accept queue. "
                      "Its length is the second argument of listen(2); when it is full, whoever "
                      "comes next gets no answer.");
        judge_hint("How many clients may wait while one is served? Pass that to listen(2), or "
                   "SOMAXCONN for as many as the system allows.");
        judge_fail(
            V_FAIL, "clients wait in the accept queue while another one is served",
            "connecting to port %u: no answer; %lu wait in the accept queue, and it takes no "
            "more",
            port, q.waiting);
    }
    judge_fail(V_FAIL, "the server takes connections on the port it named",
               "connecting to port %u: %s", port,
               error == EINPROGRESS ? "no answer" : strerror(error));
}

static int
must_connect(const struct server *s, unsigned port, struct way way)
{
    int error, fd = try_connect(s->host, port, &way, &error);

    if (fd == -1)
        fail_connect(port, error);
    if (way.from != NULL)
        transcript_connect(fd, "connected from %s to port %u", way.from, port);
    else
        transcript_connect(fd, "connected to port %u", port);
    return fd;
}

int
play_connect_port(const struct server *s, unsigned port)
{
    return must_connect(s, port, (struct way){.narrow = false});
}

int
play_connect(const struct server *s)
{
    return must_connect(s, s->port, (struct way){.narrow = false});
}

int
play_connect_narrow(const struct server *s, unsigned port)
{
    return must_connect(s, port, (struct way){.narrow = true});
}

int
play_connect_from(const char *from, const struct server *s, unsigned port)
{
    return must_connect(s, port, (struct way){.from = from});
}

int
play_connect_at_once(const struct server *s)
{
    struct way way = {.patience_ms = AT_ONCE_MS};
    int error, fd = try_connect(s->host, s->port, &way, &error);

    if (fd != -1)
        transcript_connect(fd, "connected to port %u", s->port);
    return fd;
}

int
play_listen(unsigned *port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (bind(fd, (struct sockaddr *)&a, sizeof a) == -1 || listen(fd, 64) == -1 ||
        getsockname(fd, (struct sockaddr *)&a, &size) == -1)
        judge_grader("cannot listen on 127.0.0.1: %s", strerror(errno));
    *port = ntohs(a.sin_port);
    return fd;
}

int
play_accept(int listener, int64_t until)
{
    int fd, one = 1;

    if (!wait_fd(listener, POLLIN, until))
        return -1;
    fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd == -1)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    transcript_connect(fd, "a client connected");
    return fd;
}
