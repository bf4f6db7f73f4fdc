/* witness.c: what the kernel says of a server at one moment: tasks, accept queue, connections. */
#include "witness.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "procfd.h"
#include "procnet.h"
#include "proctree.h"
#include "tasksees.h"

#define CONNECTIONS_MAX 1024
#define TASKS_MAX       1024

struct look {
    struct witness *w;
    unsigned port;
    size_t count;
    struct tcp_row rows[CONNECTIONS_MAX];
    bool counted[CONNECTIONS_MAX];
    bool awaited[CONNECTIONS_MAX]; /* a task waits for this one and for no other client */
};

/* The server's sockets as one process names them. */
struct names {
    struct look *look;
    size_t count;
    struct {
        int fd;
        size_t row;
    } of[CONNECTIONS_MAX];
};

static void
take_row(const struct tcp_row *row, void *arg)
{
    struct look *look = arg;

    if (row->local_port == look->port && row->inode != 0 && look->count < CONNECTIONS_MAX) {
        look->counted[look->count] = look->awaited[look->count] = false;
        look->rows[look->count++] = *row;
    }
}

/* Processes may share a connection after fork(2): it counts once. */
static void
count_row(struct look *look, size_t i, const struct procfd *fd)
{
    if (look->counted[i])
        return;
    look->counted[i] = true;
    if (look->rows[i].state == TCP_STATE_LISTEN) {
        look->w->queue += (int)look->rows[i].rx_queue;
    } else {
        look->w->held++;
        look->w->nonblocking += fd->nonblocking;
    }
}

static void
take_fd(const struct procfd *fd, void *arg)
{
    struct names *names = arg;
    struct look *look = names->look;

    look->w->epolls += fd->epoll;
    for (size_t i = 0; i < look->count && fd->socket != 0; i++) {
        if (look->rows[i].inode != fd->socket)
            continue;
        count_row(look, i, fd);
        if (names->count < CONNECTIONS_MAX) {
            names->of[names->count].fd = fd->number;
            names->of[names->count++].row = i;
        }
    }
}

/* What of the server's sockets one task waits for. */
struct sight {
    const struct names *names;
    int listeners, clients;
    size_t client; /* the row of the last */
};

static void
see(int fd, void *arg)
{
    struct sight *s = arg;

    for (size_t i = 0; i < s->names->count; i++) {
        size_t row = s->names->of[i].row;
        if (s->names->of[i].fd != fd)
            continue;
        if (s->names->look->rows[row].state == TCP_STATE_LISTEN) {
            s->listeners++;
        } else {
            s->clients++;
            s->client = row;
        }
    }
}

/* A thread that stands in read(2) is a client's only if it is the client's connection that it reads
 * from. Where the kernel does not tell, it is taken to be. */
static enum nap
take_task(const struct names *names, pid_t pid, const struct proctask *task)
{
    struct sight sight = {.names = names};
    struct look *look = names->look;
    bool waits = task->nap == NAP_READ || task->nap == NAP_WRITE || task->nap == NAP_POLL ||
                 task->nap == NAP_EPOLL;

    if (!waits)
        return task->nap;
    if (!tasksees_each(pid, task, see, &sight)) {
        look->w->own += task->nap != NAP_EPOLL;
        return task->nap;
    }
    if (sight.listeners + sight.clients == 0)
        return NAP_ASIDE;
    if (sight.clients == 1 && sight.listeners == 0 && !look->awaited[sight.client]) {
        look->awaited[sight.client] = true;
        look->w->own++;
    }
    return task->nap;
}

static void
take_process(struct look *look, pid_t pid)
{
    static struct proctask tasks[TASKS_MAX];
    static struct names names;
    size_t n = proctask_read(pid, tasks, TASKS_MAX);
    bool hidden;

    if (n == 0)
        return;
    names.look = look;
    names.count = 0;
    hidden = !procfd_each(pid, take_fd, &names);
    look->w->hidden += hidden && procfd_hidden(pid);
    look->w->processes++;
    look->w->tasks += (int)n;
    for (size_t i = 0; i < n; i++) {
        look->w->naps[hidden ? tasks[i].nap : take_task(&names, pid, &tasks[i])]++;
        look->w->switches += tasks[i].switches;
    }
}

void
witness_read(struct witness *w, const struct server *s)
{
    static struct proctree tree;
    static struct look look;

    *w = (struct witness){0};
    look.w = w;
    look.port = s->port;
    look.count = 0;
    procnet_each(look.port, take_row, &look);
    program_tree(&tree);
    for (size_t i = 0; i < tree.count; i++)
        take_process(&look, tree.pids[i]);
}

bool
witness_still(const struct witness *a, const struct witness *b)
{
    return memcmp(a, b, sizeof *a) == 0 && a->naps[NAP_NONE] == 0;
}

char *
witness_naps(const struct witness *w, char *out, size_t size)
{
    size_t used = 0;

    out[0] = '\0';
    for (int i = 0; i < NAP_KINDS; i++)
        if (w->naps[i] > 0 && used + 32 < size)
            used += (size_t)snprintf(out + used, size - used, "%s%d x %s", used > 0 ? ", " : "",
                                     w->naps[i], nap_word((enum nap)i));
    return out;
}
