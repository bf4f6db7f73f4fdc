/* Stand-ins for functions of sockets, events and threads. */
#include "fault.h"

#include <netdb.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

STAND_IN(int, accept4, (int s, struct sockaddr *a, socklen_t *n, int flags), (s, a, n, flags), -1)
STAND_IN(int, getsockname, (int s, struct sockaddr *a, socklen_t *n), (s, a, n), -1)
STAND_IN(int, getpeername, (int s, struct sockaddr *a, socklen_t *n), (s, a, n), -1)
STAND_IN(int, setsockopt, (int s, int level, int name, const void *value, socklen_t n),
         (s, level, name, value, n), -1)
STAND_IN(int, shutdown, (int s, int how), (s, how), -1)
STAND_IN(int, socket, (int family, int type, int protocol), (family, type, protocol), -1)
STAND_IN(int, bind, (int s, const struct sockaddr *a, socklen_t n), (s, a, n), -1)
STAND_IN(int, listen, (int s, int backlog), (s, backlog), -1)
STAND_IN(int, connect, (int s, const struct sockaddr *a, socklen_t n), (s, a, n), -1)
STAND_IN(int, getaddrinfo,
         (const char *host, const char *service, const struct addrinfo *hints,
          struct addrinfo **found),
         (host, service, hints, found), EAI_MEMORY)

STAND_IN(int, epoll_create1, (int flags), (flags), -1)
STAND_IN(int, epoll_ctl, (int e, int what, int fd, struct epoll_event *event), (e, what, fd, event),
         -1)
STAND_IN(int, epoll_wait, (int e, struct epoll_event *events, int most, int timeout),
         (e, events, most, timeout), -1)
STAND_IN(int, pthread_create,
         (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *what),
         (thread, attributes, run, what), EAGAIN)

STAND_IN_MOVER(recv, (int s, void *bytes, size_t n, int flags), (s, bytes, n, flags))
STAND_IN_MOVER(send, (int s, const void *bytes, size_t n, int flags), (s, bytes, n, flags))
STAND_IN_MOVER(sendfile, (int to, int from, off_t *at, size_t n), (to, from, at, n))

/* A piece of the first buffer only is short enough. */
ssize_t
readv(int fd, const struct iovec *pieces, int count)
{
    struct iovec one = {pieces[0].iov_base, pieces[0].iov_len > 0};
    int how = fault_now(FAULT_readv);
    NEXT(readv);

    return how > 0 ? -1 : how == FAULT_SHORT ? next(fd, &one, 1) : next(fd, pieces, count);
}

ssize_t
writev(int fd, const struct iovec *pieces, int count)
{
    struct iovec one = {pieces[0].iov_base, pieces[0].iov_len > 0};
    int how = fault_now(FAULT_writev);
    NEXT(writev);

    return how > 0 ? -1 : how == FAULT_SHORT ? next(fd, &one, 1) : next(fd, pieces, count);
}
