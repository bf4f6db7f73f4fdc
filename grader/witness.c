/* witness.c: what the kernel says of a server at one moment: tasks, accept queue, connections. */
#include "witness.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "procfd.h"
#include "procnet.h"
#include "proctree.h"

#define CONNECTIONS_MAX 1024
#define TASKS_MAX       1024

struct look {
    struct witness *w;
    unsigned port;
    size_t count;
    struct tcp_row rows[CONNECTIONS_MAX];
    bool counted[CONNECTIONS_MAX];
};

static void
take_row(const struct tcp_row *row, void *arg)
{
    struct look *look = arg;

    if (row->local_port == look->port && row->inode != 0 && look->count < CONNECTIONS_MAX) {
        look->counted[look->count] = false;
        look->rows[look->count++] = *row;
    }
}

/* Processes may share a connection after fork(2): it counts once. */
static void
take_fd(const struct procfd *fd, void *arg)
{
    struct look *look = arg;

    look->w->epolls += fd->epoll;
    for (size_t i = 0; i < look->count && fd->socket != 0; i++) {
        if (look->counted[i] || look->rows[i].inode != fd->socket)
            continue;
        look->counted[i] = true;
        if (look->rows[i].state == TCP_STATE_LISTEN) {
            look->w->queue += (int)look->rows[i].rx_queue;
        } else {
            look->w->held++;
            look->w->nonblocking += fd->nonblocking;
        }
    }
}

static void
take_process(struct look *look, pid_t pid)
{
    static struct proctask tasks[TASKS_MAX];
    size_t n = proctask_read(pid, tasks, TASKS_MAX);

    if (n == 0)
        return;
    look->w->processes++;
    look->w->tasks += (int)n;
    for (size_t i = 0; i < n; i++) {
        look->w->naps[tasks[i].nap]++;
        look->w->switches += tasks[i].switches;
    }
    if (!procfd_each(pid, take_fd, look))
        look->w->hidden += procfd_hidden(pid);
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
