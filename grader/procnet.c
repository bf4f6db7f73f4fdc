/* procnet.c: the TCP sockets on one port, as the kernel sees them. */
#include "procnet.h"

#include <stdio.h>
#include <string.h>

#include "sockdiag.h"

bool
procnet_parse(const char *line, struct tcp_row *row)
{
    char address[33];
    unsigned state;

    if (sscanf(line, " %*u: %32[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%x %x %*x:%lx %*x:%*x %*x %*u %*u %lu",
               address, &row->local_port, &row->remote_port, &state, &row->rx_queue,
               &row->inode) != 6)
        return false;
    row->any = strspn(address, "0") == strlen(address);
    row->state = (int)state;
    return true;
}

static bool
each_of(const char *path, unsigned port, void (*each)(const struct tcp_row *, void *), void *arg)
{
    char line[512];
    struct tcp_row row;
    FILE *f = fopen(path, "re");

    if (f == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL)
        if (procnet_parse(line, &row) && (port == 0 || row.local_port == port))
            each(&row, arg);
    fclose(f);
    return true;
}

bool
procnet_each_line(unsigned port, void (*each)(const struct tcp_row *row, void *arg), void *arg)
{
    bool four = each_of("/proc/self/net/tcp", port, each, arg);
    bool six = each_of("/proc/self/net/tcp6", port, each, arg);

    return four || six;
}

static bool
each_row(unsigned port, bool listening, void (*each)(const struct tcp_row *row, void *arg),
         void *arg)
{
    static bool silent; /* the kernel has not answered once */

    if (!silent && sockdiag_each(port, listening, each, arg))
        return true;
    silent = true;
    return procnet_each_line(port, each, arg);
}

bool
procnet_each(unsigned port, void (*each)(const struct tcp_row *row, void *arg), void *arg)
{
    return each_row(port, false, each, arg);
}

struct choice {
    void (*each)(const struct tcp_row *row, void *arg);
    void *arg;
};

static void
choose_listener(const struct tcp_row *row, void *arg)
{
    const struct choice *choice = arg;

    if (row->state == TCP_STATE_LISTEN)
        choice->each(row, choice->arg);
}

bool
procnet_each_listener(unsigned port, void (*each)(const struct tcp_row *row, void *arg), void *arg)
{
    struct choice choice = {each, arg};

    return each_row(port, true, choose_listener, &choice);
}

struct wanted {
    unsigned remote_port;
    bool found;
    struct tcp_row *out;
};

static void
compare(const struct tcp_row *row, void *arg)
{
    struct wanted *w = arg;

    if (w->found || row->state == TCP_STATE_LISTEN || row->remote_port != w->remote_port)
        return;
    *w->out = *row;
    w->found = true;
}

bool
procnet_find(unsigned local_port, unsigned remote_port, struct tcp_row *out)
{
    struct wanted w = {remote_port, false, out};

    if (sockdiag_find(local_port, remote_port, out))
        return true;
    procnet_each(local_port, compare, &w);
    return w.found;
}
