/* tasksees.c: which descriptors a task that stands still waits for. */
#include "tasksees.h"

#include <poll.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define POLLS_MAX 1024
#define ASKED     (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI) /* the kernel adds others */

/* What lies in the memory of pid at this address; false: it cannot be read. */
static bool
read_memory(pid_t pid, unsigned long address, void *out, size_t size)
{
    struct iovec ours = {out, size}, theirs = {(void *)address, size};

    return size == 0 || process_vm_readv(pid, &ours, 1, &theirs, 1, 0) == (ssize_t)size;
}

static bool
each_polled(pid_t pid, const unsigned long args[3], void (*each)(int, void *), void *arg)
{
    struct pollfd polls[POLLS_MAX];
    size_t n = args[1] < POLLS_MAX ? args[1] : POLLS_MAX;

    if (!read_memory(pid, args[0], polls, n * sizeof polls[0]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (polls[i].fd >= 0 && polls[i].events != 0)
            each(polls[i].fd, arg);
    return true;
}

/* The sets of select(2): to read from, to write to. */
static bool
each_selected(pid_t pid, const unsigned long args[3], void (*each)(int, void *), void *arg)
{
    int n = args[0] < FD_SETSIZE ? (int)args[0] : FD_SETSIZE;
    size_t words = ((size_t)n + 8 * sizeof(long) - 1) / (8 * sizeof(long));
    fd_set set;

    for (int k = 1; k <= 2; k++) {
        FD_ZERO(&set);
        if (args[k] != 0 && !read_memory(pid, args[k], &set, words * sizeof(long)))
            return false;
        for (int fd = 0; fd < n; fd++)
            if (FD_ISSET(fd, &set))
                each(fd, arg);
    }
    return true;
}

/* The kernel lists what is registered with an epoll descriptor, one line each. */
static bool
each_registered(pid_t pid, unsigned long epoll, void (*each)(int, void *), void *arg)
{
    char path[64], line[256];
    unsigned events;
    int fd;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/fdinfo/%lu", (int)pid, epoll);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "tfd: %d events: %x", &fd, &events) == 2 && (events & ASKED) != 0)
            each(fd, arg);
    fclose(f);
    return true;
}

static bool
is_select(long call)
{
#ifdef SYS_select
    if (call == SYS_select)
        return true;
#endif
    return call == SYS_pselect6;
}

bool
tasksees_each(pid_t pid, const struct proctask *task, void (*each)(int fd, void *arg), void *arg)
{
    if (task->call == -1)
        return false;
    switch (task->nap) {
    case NAP_READ:
    case NAP_WRITE:
    case NAP_ACCEPT:
        each((int)task->args[0], arg);
        return true;
    case NAP_EPOLL:
        return each_registered(pid, task->args[0], each, arg);
    case NAP_POLL:
        return is_select(task->call) ? each_selected(pid, task->args, each, arg)
                                     : each_polled(pid, task->args, each, arg);
    default:
        return true;
    }
}
