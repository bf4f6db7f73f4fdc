/* play.c: the grader's side of a conversation; it never takes one recv for one message. */
#include "play.h"

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
#include "transcript.h"

static int
try_connect(const char *host, unsigned port, int *error)
{
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
    *error = connect(fd, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    freeaddrinfo(address);
    if (*error == EINPROGRESS && wait_fd(fd, POLLOUT, clock_ms() + PATIENCE_MS))
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

int
play_connect_port(const struct server *s, unsigned port)
{
    int error, fd = try_connect(s->host, port, &error);

    if (fd == -1)
        fail_connect(port, error);
    transcript_connect(fd, "connected to port %u", port);
    return fd;
}

int
play_connect(const struct server *s)
{
    return play_connect_port(s, s->port);
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

ssize_t
play_take(int fd, void *buf, size_t n)
{
    ssize_t k = recv(fd, buf, n, 0);

    if (k > 0)
        transcript_bytes(fd, '<', buf, (size_t)k);
    else if (k == 0)
        transcript_note(fd, "end of stream");
    else if (errno != EAGAIN && errno != EINTR)
        transcript_note(fd, "the connection broke: %s", strerror(errno));
    return k;
}

enum play_end
play_read(int fd, void *buf, size_t n, size_t *got, int64_t until)
{
    ssize_t k;

    *got = 0;
    while (*got < n) {
        k = play_take(fd, (char *)buf + *got, n - *got);
        if (k > 0)
            *got += (size_t)k;
        else if (k == 0)
            return PLAY_EOF;
        else if (errno != EAGAIN && errno != EINTR)
            return PLAY_RESET;
        else if (!wait_fd(fd, POLLIN, until))
            return PLAY_LATE;
    }
    return PLAY_FULL;
}

enum play_end
play_send(int fd, const void *buf, size_t n, int64_t until)
{
    size_t sent = 0;
    ssize_t k;

    while (sent < n) {
        k = send(fd, (const char *)buf + sent, n - sent, MSG_NOSIGNAL);
        if (k >= 0) {
            transcript_bytes(fd, '>', (const char *)buf + sent, (size_t)k);
            sent += (size_t)k;
        } else if (errno != EAGAIN && errno != EINTR)
            return PLAY_RESET;
        else if (!wait_fd(fd, POLLOUT, until))
            return PLAY_LATE;
    }
    return PLAY_FULL;
}

void
play_wait_taken(unsigned port, unsigned ours, int64_t until)
{
    struct tcp_row row;
    long breath = 0;

    while (procnet_find(port, ours, &row) && row.rx_queue > 0 && look_soon(until, &breath))
        continue;
}

void
play_end_sending(int fd)
{
    transcript_note(fd, "we end our side");
    shutdown(fd, SHUT_WR);
}

void
play_vanish(int fd)
{
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};

    transcript_note(fd, "we vanish, with a reset");
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
}

static unsigned
port_of(const struct sockaddr_storage *a)
{
    return ntohs(a->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)a)->sin6_port
                                          : ((const struct sockaddr_in *)a)->sin_port);
}

unsigned
play_port(int fd)
{
    struct sockaddr_storage a;
    socklen_t size = sizeof a;

    return getsockname(fd, (struct sockaddr *)&a, &size) == -1 ? 0 : port_of(&a);
}

unsigned
play_peer_port(int fd)
{
    struct sockaddr_storage a;
    socklen_t size = sizeof a;

    return getpeername(fd, (struct sockaddr *)&a, &size) == -1 ? 0 : port_of(&a);
}
