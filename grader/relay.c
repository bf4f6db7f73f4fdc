/* relay.c: does a server do its work itself, or does it pass its clients on to another process? */
#include "relay.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "procfd.h"
#include "proctask.h"
#include "tasksees.h"

#define ROWS_MAX  4096
#define TASKS_MAX 256
#define ALONE_MS  3000 /* for a server whose helpers stand still */

struct rows {
    size_t count;
    struct tcp_row of[ROWS_MAX];
};

static void
add_row(const struct tcp_row *row, void *arg)
{
    struct rows *rows = arg;

    if (row->inode != 0 && rows->count < ROWS_MAX)
        rows->of[rows->count++] = *row;
}

/* The connections among rows that this process holds. */
struct holding {
    const struct rows *rows;
    struct rows *held;
};

static void
add_held(const struct procfd *fd, void *arg)
{
    struct holding *h = arg;

    for (size_t i = 0; i < h->rows->count && fd->socket != 0; i++)
        if (h->rows->of[i].inode == fd->socket && h->rows->of[i].state == TCP_STATE_ESTABLISHED)
            add_row(&h->rows->of[i], h->held);
}

/* A process may be connected to itself, to wake itself up. */
static bool
has_other_end(const struct rows *held, const struct tcp_row *row)
{
    for (size_t i = 0; i < held->count; i++)
        if (held->of[i].local_port == row->remote_port &&
            held->of[i].remote_port == row->local_port)
            return true;
    return false;
}

static bool
connects(const struct rows *rows, const struct server *s, pid_t pid)
{
    static struct rows held;
    struct holding holding = {rows, &held};

    held.count = 0;
    procfd_each(pid, add_held, &holding);
    for (size_t i = 0; i < held.count; i++)
        if (held.of[i].local_port != s->port && !has_other_end(&held, &held.of[i]))
            return true;
    return false;
}

bool
relay_connects(const struct server *s)
{
    static struct proctree tree;
    static struct rows rows;
    bool found = false;

    rows.count = 0;
    procnet_each(0, add_row, &rows);
    program_tree(&tree);
    for (size_t i = 0; i < tree.count && !found; i++)
        found = connects(&rows, s, tree.pids[i]);
    return found;
}

/* What of the server's sockets one process holds, and waits for. */
struct part {
    const struct rows *rows; /* on the server's port */
    bool client;
    int listener; /* its descriptor; -1: none */
    bool waits;
};

static void
look_at_fd(const struct procfd *fd, void *arg)
{
    struct part *p = arg;

    for (size_t i = 0; i < p->rows->count && fd->socket != 0; i++)
        if (p->rows->of[i].inode != fd->socket)
            continue;
        else if (p->rows->of[i].state == TCP_STATE_LISTEN)
            p->listener = fd->number;
        else
            p->client = true;
}

static void
look_at_wait(int fd, void *arg)
{
    struct part *p = arg;

    p->waits = p->waits || fd == p->listener;
}

static bool
takes_part(const struct rows *rows, pid_t pid)
{
    static struct proctask tasks[TASKS_MAX];
    struct part part = {.rows = rows, .listener = -1};
    size_t n;

    if (!procfd_each(pid, look_at_fd, &part) || part.client)
        return true;
    n = part.listener != -1 ? proctask_read(pid, tasks, TASKS_MAX) : 0;
    for (size_t i = 0; i < n && !part.waits; i++)
        if (!tasksees_each(pid, &tasks[i], look_at_wait, &part))
            part.waits = true; /* the kernel does not tell */
    return part.waits;
}

void
relay_find_helpers(const struct server *s, struct proctree *helpers)
{
    static struct proctree tree;
    static struct rows rows;

    rows.count = helpers->count = 0;
    procnet_each(s->port, add_row, &rows);
    program_tree(&tree);
    for (size_t i = 0; i < tree.count; i++)
        if (!takes_part(&rows, tree.pids[i]))
            helpers->pids[helpers->count++] = tree.pids[i];
}

static void
signal_all(const struct proctree *helpers, int signal)
{
    for (size_t i = 0; i < helpers->count; i++)
        kill(helpers->pids[i], signal);
}

static bool
served_within(struct crowd *one, const struct plan *plan, long ms)
{
    int64_t until = clock_ms() + ms;

    do {
        crowd_listen(one);
        if (plan->served(one->got[0], true))
            return true;
    } while (!one->over[0] && look_again(until));
    return false;
}

/* One client, of whom the helpers hear nothing at first. */
static bool
waits_for_them(const struct server *s, const struct proctree *helpers, const struct plan *plan)
{
    static struct crowd one;
    bool alone, together = false;

    signal_all(helpers, SIGSTOP);
    crowd_connect_some(&one, s, 1, plan->say);
    alone = served_within(&one, plan, ALONE_MS);
    signal_all(helpers, SIGCONT);
    if (!alone)
        together = served_within(&one, plan, PATIENCE_MS);
    close(one.fds[0]);
    return together;
}

/* Twice, as a busy machine might serve the first one late. */
bool
relay_needs(const struct server *s, const struct proctree *helpers, const struct plan *plan)
{
    return helpers->count > 0 && waits_for_them(s, helpers, plan) &&
           waits_for_them(s, helpers, plan);
}
