/* Loads a server with visits, verifies every byte, and prints what came of it, a line each:
 *
 *     idle_kib 1.4        of the server's own memory for each idle neighbour
 *     visits_s 3512.5     visits in a second
 *     mb_s 1200.0         millions of bytes in a second
 *     cpu_us 180.2        of the server's CPU for each visit
 *     cpu_s_gib 0.15      of the server's CPU for each GiB
 */
#include "clock.h"
#include "options.h"
#include "pattern.h"
#include "proctree.h"
#include "visitors.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { NEIGHBOURS_AT_ONCE = 30, WARM_UP = 100 };

struct measure {
    struct load load;
    unsigned pid; /* of the server */
    unsigned port;
    unsigned neighbours; /* that are logged in and idle all the time */
};

static void
raise_limit(void)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* The first few only make the server have what it keeps for good. */
static void
settle(struct crowd *neighbours, const struct measure *m)
{
    struct load few = m->load, many = m->load;
    struct crowd first;
    double before;

    few.at_once = NEIGHBOURS_AT_ONCE;
    few.total = WARM_UP;
    many.at_once = NEIGHBOURS_AT_ONCE;
    many.total = m->neighbours;
    crowd_run(&first, &few, &idle_visitor);
    before = proctree_private((pid_t)m->pid);
    crowd_run(neighbours, &many, &idle_visitor);
    printf("idle_kib %.3f\n", (proctree_private((pid_t)m->pid) - before) / m->neighbours);
    crowd_end(&first);
}

static void
measure(const struct measure *m, const struct visitor_kind *kind)
{
    double cpu = proctree_cpu((pid_t)m->pid);
    double began = clock_now();
    double bytes = (double)m->load.size * m->load.total;
    struct crowd crowd;
    double seconds;

    crowd_run(&crowd, &m->load, kind);
    seconds = clock_now() - began;
    cpu = proctree_cpu((pid_t)m->pid) - cpu;
    crowd_end(&crowd);
    printf("visits_s %.1f\n", m->load.total / seconds);
    printf("cpu_us %.2f\n", cpu * 1e6 / m->load.total);
    if (bytes > 0) {
        printf("mb_s %.1f\n", bytes / 1e6 / seconds);
        printf("cpu_s_gib %.4f\n", cpu / (bytes / (1 << 30)));
    }
}

static void
measure_ftp(const struct measure *m)
{
    struct crowd neighbours;

    if (m->neighbours > 0)
        settle(&neighbours, m);
    if (m->load.get != NULL || m->load.put != NULL)
        measure(m, &ftp_visitor);
    if (m->neighbours > 0)
        crowd_end(&neighbours);
}

static int
handle_file(char **words)
{
    bool writes = strcmp(words[0], "write") == 0;

    if (writes ? pattern_write(words[1], atoll(words[2]))
               : pattern_check(words[1], atoll(words[2])))
        return 0;
    warnx("%s: %s", words[1], errno != 0 ? strerror(errno) : "not what was sent");
    return 1;
}

int
main(int argc, char **argv)
{
    struct measure m = {.load = {.at_once = 1, .total = 1}};
    const struct option_row rows[] = {
        {OPTION_PORT, "port", 0, &m.port, "N", "the server's port"},
        {OPTION_NUMBER, "pid", 0, &m.pid, "N", "the server's process"},
        {OPTION_COUNT, "at-once", 0, &m.load.at_once, "N", "visits at once"},
        {OPTION_COUNT, "total", 0, &m.load.total, "N", "visits in all"},
        {OPTION_TEXT, "get", 0, &m.load.get, "NAME", "what each visit gets"},
        {OPTION_TEXT, "put", 0, &m.load.put, "NAME", "what it stores, a number behind it"},
        {OPTION_SIZE, "size", 0, &m.load.size, "N", "bytes of that"},
        {OPTION_NUMBER, "neighbours", 0, &m.neighbours, "N", "idle sessions beside"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {"ftp|hello [OPTION]... | write|check FILE SIZE",
                                       "Loads a server and measures it.", rows};
    char **words = argv + options_read(&table, argc, argv);

    raise_limit();
    pattern_begin();
    if (argv + argc - words == 3)
        return handle_file(words);
    net_address(&m.load.server, "127.0.0.1", m.port);
    if (argv + argc - words == 1 && strcmp(words[0], "ftp") == 0)
        measure_ftp(&m);
    else if (argv + argc - words == 1 && strcmp(words[0], "hello") == 0)
        measure(&m, &hello_visitor);
    else
        errx(2, "try --help");
    return 0;
}
