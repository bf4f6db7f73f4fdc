/* launch.c: a student's server, started on a port of the kernel's choice and known by its ready
 * line. */
#include "launch.h"

#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "procfd.h"
#include "procnet.h"
#include "proctree.h"
#include "text.h"

#define SETTLE_MS 500
#define READY     "the first line on stdout: listening on 127.0.0.1:PORT"
#define LISTENER  "the program started here listens on the port it names"

bool
launch_parse_ready(const char *text, char *host, size_t size, unsigned *port)
{
    static const char start[] = "listening on ";
    const char *end = strchr(text, '\n'), *address = text + sizeof start - 1, *colon = NULL;
    size_t n;
    int used = 0;

    if (end == NULL || strncmp(text, start, sizeof start - 1) != 0)
        return false;
    for (const char *p = address; p < end; p++)
        if (*p == ':')
            colon = p;
    if (colon == NULL || sscanf(colon + 1, "%u%n", port, &used) != 1 || colon + 1 + used != end ||
        *port == 0 || *port > 65535)
        return false;
    if (*address == '[' && colon[-1] == ']')
        n = (size_t)(colon - ++address) - 1;
    else
        n = (size_t)(colon - address);
    if (n == 0 || n >= size)
        return false;
    memcpy(host, address, n);
    host[n] = '\0';
    return true;
}

struct search {
    unsigned port;
    const struct proctree *tree;
    struct tcp_row *row;
    bool found;
};

/* Another program may listen on the same port of another address: the holder decides. */
static void
compare(const struct tcp_row *row, void *arg)
{
    struct search *s = arg;

    if (s->found || row->local_port != s->port)
        return;
    for (size_t i = 0; i < s->tree->count && !s->found; i++)
        s->found = procfd_holds(s->tree->pids[i], row->inode);
    *s->row = *row;
}

bool
launch_listens(const struct server *s, struct tcp_row *row)
{
    static struct proctree tree;
    struct search search = {s->port, &tree, row, false};

    program_tree(&tree);
    procnet_each_listener(s->port, compare, &search);
    return search.found;
}

static _Noreturn void
fail_early_end(const struct server *s)
{
    char text[300], safe[400];
    size_t n = program_read(s->program.err, text, sizeof text);

    judge_hint("Start it by hand: the line on stderr says what went wrong.");
    if (s->program.signal != 0) {
        judge_fail(V_CRASH, READY, "it crashed before it was listening");
    }
    judge_fail(V_FAIL, READY, "it ended with exit status %d before it was listening; stderr: %s",
               s->program.status, text_escape(safe, sizeof safe, text, n));
}

/* Waits for the first whole line, or for more than any ready line has: the file system tells when
 * the file grows, the kernel when the process has ended. */
static void
wait_ready(struct server *s, char *text, size_t size, int64_t until)
{
    int notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    char events[4096];

    if (notify == -1 || inotify_add_watch(notify, s->program.out, IN_MODIFY) == -1)
        judge_grader("cannot watch %s", s->program.out);
    for (;;) {
        struct pollfd p[2] = {{.fd = notify, .events = POLLIN},
                              {.fd = s->program.pidfd, .events = POLLIN}};
        int64_t left = until - clock_ms();

        program_read(s->program.out, text, size);
        if (strchr(text, '\n') != NULL || strlen(text) == size - 1)
            break;
        if (program_wait(&s->program, 0))
            fail_early_end(s);
        if (left <= 0 || poll(p, 2, (int)left) == 0)
            judge_late(READY);
        while (read(notify, events, sizeof events) > 0)
            continue;
    }
    close(notify);
}

/* With 0 the kernel chooses, and does so from a range of its own. */
static bool
is_kernels_choice(unsigned port)
{
    unsigned low = 0, high = 65535;
    FILE *f = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");

    if (f != NULL && fscanf(f, "%u %u", &low, &high) != 2)
        low = 0;
    if (f != NULL)
        fclose(f);
    return port >= low && port <= high;
}

static void
judge_port(const struct server *s, const char *asked)
{
    unsigned long wanted = strtoul(asked, NULL, 10);

    if (wanted == 0 ? is_kernels_choice(s->port) : wanted == s->port)
        return;
    judge_hint("Does the number behind --port get into the address that bind(2) is given?");
    if (wanted == 0)
        judge_fail(V_FAIL, "--port 0: a port that the kernel chooses",
                   "it listens on port %u, which the kernel never chooses", s->port);
    judge_fail(V_FAIL, "the port that --port names", "--port %lu, and it listens on port %u",
               wanted, s->port);
}

static _Noreturn void
fail_foreign(const struct server *s)
{
    static struct proctree tree;

    program_tree(&tree);
    for (size_t i = 0; i < tree.count; i++)
        if (procfd_hidden(tree.pids[i])) {
            judge_hint(
                "A process can ask for that with prctl(2), PR_SET_DUMPABLE; no lab needs it.");
            judge_fail(V_INCONCLUSIVE, LISTENER,
                       "the kernel hides what it has open: who listens on port %u cannot be told",
                       s->port);
        }
    judge_hint("Print the line after listen(2), with the port getsockname(2) tells.");
    judge_fail(V_FAIL, LISTENER, "nothing it started listens on port %u", s->port);
}

/* A process tree is not read in one moment: looks again. */
static void
judge_listener(const struct server *s)
{
    int64_t until = clock_ms() + SETTLE_MS;
    struct tcp_row row;

    while (!launch_listens(s, &row))
        if (!look_again(until))
            fail_foreign(s);
}

static void
launch(struct server *s, const struct lab *lab, const char *name, const char *port,
       const char *const *args)
{
    const char *all[32] = {"--port", port};
    char text[512], safe[600];
    int64_t begin = clock_ms();

    judge_stage("waiting for the ready line of %s/%s", lab->name, name);
    for (size_t i = 0; args[i] != NULL && i < 29; i++)
        all[i + 2] = args[i];
    program_start(&s->program, lab, name, all);
    wait_ready(s, text, sizeof text, begin + PATIENCE_MS);
    s->ready_ms = (long)(clock_ms() - begin);
    if (!launch_parse_ready(text, s->host, sizeof s->host, &s->port))
        judge_fail(V_FAIL, READY, "stdout began with: %s",
                   text_escape(safe, sizeof safe, text, strlen(text)));
    judge_listener(s);
    judge_port(s, port);
}

void
launch_start(struct server *s, const struct lab *lab, const char *name, const char *const *args)
{
    launch(s, lab, name, "0", args);
}

void
launch_again(struct server *s, const struct lab *lab, const char *name)
{
    static const char *const none[] = {NULL};
    char port[16];

    snprintf(port, sizeof port, "%u", s->port);
    launch(s, lab, name, port, none);
}

void
launch_sending(struct server *s, const struct content *c)
{
    char path[PATH_MAX];
    const char *const args[] = {"--send", path, NULL};

    content_write(c, now.work, path, sizeof path);
    launch_start(s, now.lab, "hello_server", args);
}
