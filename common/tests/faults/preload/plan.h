/* What goes wrong in a program under test, and when: a page that the test and the program share.
 * The test names it in $FAULT_PLAN and puts preload.so in $LD_PRELOAD; from then on the chosen call
 * of the chosen function fails as the plan says, or moves a single byte only.  One test writes the
 * plan, between two things that it does with the program. */
#ifndef PLAN_H
#define PLAN_H

/* The functions, in the order of their use by a server. */
#define FAULT_FUNCTIONS(X)                                                                         \
    X(accept4)                                                                                     \
    X(getsockname)                                                                                 \
    X(getpeername)                                                                                 \
    X(setsockopt)                                                                                  \
    X(shutdown)                                                                                    \
    X(recv)                                                                                        \
    X(send)                                                                                        \
    X(readv)                                                                                       \
    X(writev)                                                                                      \
    X(socket)                                                                                      \
    X(bind)                                                                                        \
    X(listen)                                                                                      \
    X(connect)                                                                                     \
    X(open)                                                                                        \
    X(openat)                                                                                      \
    X(fstat)                                                                                       \
    X(fstatat)                                                                                     \
    X(lseek)                                                                                       \
    X(ftruncate)                                                                                   \
    X(fcntl)                                                                                       \
    X(access)                                                                                      \
    X(faccessat)                                                                                   \
    X(readlinkat)                                                                                  \
    X(fdopendir)                                                                                   \
    X(readdir)                                                                                     \
    X(sendfile)                                                                                    \
    X(read)                                                                                        \
    X(write)                                                                                       \
    X(linkat)                                                                                      \
    X(renameat)                                                                                    \
    X(unlinkat)                                                                                    \
    X(mkdirat)                                                                                     \
    X(utimensat)                                                                                   \
    X(flock)                                                                                       \
    X(close)                                                                                       \
    X(malloc)                                                                                      \
    X(calloc)                                                                                      \
    X(realloc)                                                                                     \
    X(reallocarray)                                                                                \
    X(fdopen)                                                                                      \
    X(tmpfile)                                                                                     \
    X(getentropy)                                                                                  \
    X(getaddrinfo)                                                                                 \
    X(pthread_create)                                                                              \
    X(epoll_create1)                                                                               \
    X(epoll_ctl)                                                                                   \
    X(epoll_wait)

#define FAULT_NAME(function) FAULT_##function,
enum fault_function { FAULT_FUNCTIONS(FAULT_NAME) FAULT_COUNT };
#undef FAULT_NAME

enum { FAULT_SHORT = -1 }; /* instead of an errno: one byte moves, whatever was asked for */

struct fault_plan {
    /* written by the test while the program is at rest */
    _Atomic int counts; /* calls count only while this is not 0 */
    _Atomic int function;
    _Atomic unsigned nth; /* the first call that fails, from 1; 0: none */
    _Atomic unsigned times;
    _Atomic int how; /* errno or FAULT_SHORT */

    /* written by the program */
    _Atomic unsigned called[FAULT_COUNT];
    _Atomic unsigned failed;
};

#endif
