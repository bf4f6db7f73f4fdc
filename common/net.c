/* Sockets, without waiting. */
#include "net.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { BACKLOG = 1024 }; /* connections the kernel may complete before we accept them */

typedef int end_of_socket(int, struct sockaddr *, socklen_t *);

static union net_address
end_of(int socket, end_of_socket *which)
{
    union net_address a;
    socklen_t size = sizeof a;

    memset(&a, 0, sizeof a);
    if (which(socket, &a.any, &size) != 0)
        a.any.sa_family = AF_UNSPEC;
    return a;
}

union net_address
net_local(int socket)
{
    return end_of(socket, getsockname);
}

union net_address
net_peer(int socket)
{
    return end_of(socket, getpeername);
}

int
net_socket(int family, int flags)
{
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
}

int
net_listen(const union net_address *a, int flags)
{
    int on = 1;
    int failure;
    int s = net_socket(a->any.sa_family, flags);

    if (s < 0)
        return -1;
    /* A server that starts again finds its port free although old connections still fade there. */
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(s, &a->any, net_address_size(a)) == 0 && listen(s, BACKLOG) == 0)
        return s;
    failure = errno;
    close(s);
    errno = failure;
    return -1;
}

int
net_listen_data(const union net_address *local, unsigned low, unsigned high, int flags)
{
    union net_address a = *local;
    unsigned width = high - low + 1;
    unsigned first = 0;
    int s = -1;

    /* Where in the range is nobody's to guess: who knows the next port can steal the connection. */
    if (width > 1)
        getentropy(&first, sizeof first);
    first %= width;
    for (unsigned i = 0; i < width && s < 0; i++) {
        net_set_port(&a, low + (first + i) % width);
        s = net_listen(&a, flags);
        if (s < 0 && errno != EADDRINUSE && errno != EACCES)
            break;
    }
    return s;
}

void
net_announce(int listener)
{
    union net_address a = net_local(listener);
    char text[NET_TEXT];

    printf("listening on %s\n", net_text(&a, text));
    fflush(stdout);
}

static enum step
outcome(ssize_t n, size_t *moved)
{
    *moved = n > 0 ? (size_t)n : 0;
    if (n >= 0)
        return STEP_DONE;
    return errno == EAGAIN || errno == EWOULDBLOCK ? STEP_WAIT : STEP_FAILED;
}

enum step
net_receive(int socket, void *bytes, size_t n, int flags, size_t *moved)
{
    ssize_t got;

    do
        got = recv(socket, bytes, n, flags);
    while (got < 0 && errno == EINTR);
    return outcome(got, moved);
}

enum step
net_send(int socket, const void *bytes, size_t n, int flags, size_t *moved)
{
    ssize_t gone;

    do
        gone = send(socket, bytes, n, flags | MSG_NOSIGNAL);
    while (gone < 0 && errno == EINTR);
    return outcome(gone, moved);
}

static void
set_time(int socket, int option, double seconds)
{
    struct timeval t = {.tv_sec = (time_t)seconds};

    t.tv_usec = (suseconds_t)((seconds - (double)t.tv_sec) * 1e6);
    if (t.tv_sec == 0 && t.tv_usec == 0)
        t.tv_usec = 1; /* zero would mean "for ever" */
    setsockopt(socket, SOL_SOCKET, option, &t, sizeof t);
}

void
net_set_read_patience(int socket, double seconds)
{
    set_time(socket, SO_RCVTIMEO, seconds);
}

void
net_set_write_patience(int socket, double seconds)
{
    set_time(socket, SO_SNDTIMEO, seconds);
}

void
net_set_patience(int socket, double seconds)
{
    net_set_read_patience(socket, seconds);
    net_set_write_patience(socket, seconds);
}

void
net_set_control(int socket)
{
    int on = 1;

    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_OOBINLINE, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

void
net_refuse(int socket, const char *text)
{
    size_t moved;

    char unread[4096];

    net_send(socket, text, strlen(text), MSG_DONTWAIT, &moved);
    shutdown(socket, SHUT_WR);
    net_receive(socket, unread, sizeof unread, MSG_DONTWAIT, &moved); /* else close() resets */
    close(socket);
}

void
net_close(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}
