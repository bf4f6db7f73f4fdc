/* play.c: the grader's side of a conversation; it never takes one recv for one message. */
#include "play.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "deadline.h"
#include "transcript.h"

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
