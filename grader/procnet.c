/* procnet.c: the kernel's table of TCP sockets, /proc/PID/net/tcp and tcp6. */
#include "procnet.h"

#include <stdio.h>

bool
procnet_parse(const char *line, struct tcp_row *row)
{
    unsigned state;

    if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%x %x %*x:%lx %*x:%*x %*x %*u %*u %lu",
               &row->local_port, &row->remote_port, &state, &row->rx_queue, &row->inode) != 5)
        return false;
    row->state = (int)state;
    return true;
}

static bool
each_of(pid_t pid, const char *table, void (*each)(const struct tcp_row *, void *), void *arg)
{
    char path[64], line[512];
    struct tcp_row row;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/net/%s", (int)pid, table);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL)
        if (procnet_parse(line, &row))
            each(&row, arg);
    fclose(f);
    return true;
}

bool
procnet_each(pid_t pid, void (*each)(const struct tcp_row *row, void *arg), void *arg)
{
    bool four = each_of(pid, "tcp", each, arg), six = each_of(pid, "tcp6", each, arg);

    return four || six;
}

struct wanted {
    unsigned local_port, remote_port;
    bool found;
    struct tcp_row *out;
};

static void
compare(const struct tcp_row *row, void *arg)
{
    struct wanted *w = arg;
    bool listening = row->state == TCP_STATE_LISTEN;

    if (w->found || row->local_port != w->local_port || listening != (w->remote_port == 0) ||
        (!listening && row->remote_port != w->remote_port))
        return;
    *w->out = *row;
    w->found = true;
}

bool
procnet_find(pid_t pid, unsigned local_port, unsigned remote_port, struct tcp_row *out)
{
    struct wanted w = {local_port, remote_port, false, out};

    procnet_each(pid, compare, &w);
    return w.found;
}
