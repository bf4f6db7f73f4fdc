/* ledger.c: what a server has open, counted before and after a crowd of clients. */
#include "ledger.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "procfd.h"
#include "procnet.h"
#include "proctask.h"
#include "program.h"

#define SETTLE_MS 3000

static struct proctree tree;
static struct ledger count;

static void
count_port(const struct tcp_row *row, void *arg)
{
    (void)arg;
    for (size_t i = 0; i < tree.count; i++)
        if (procfd_holds(tree.pids[i], row->inode)) {
            count.ports++;
            return;
        }
}

static int
count_file(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)path, (void)st, (void)type, (void)where;
    count.files++;
    return 0;
}

static struct ledger
count_all(void)
{
    static struct proctask tasks[1024];

    program_tree(&tree);
    count = (struct ledger){.zombies = proctree_zombies(&tree)};
    for (size_t i = 0; i < tree.count; i++) {
        int fds = procfd_count(tree.pids[i]);
        if (fds == -1 && procfd_hidden(tree.pids[i]))
            judge_fail(V_INCONCLUSIVE, "as many descriptors as before",
                       "the kernel does not show this program's descriptors");
        count.fds += fds > 0 ? fds : 0;
        count.tasks += (int)proctask_read(tree.pids[i], tasks, 1024);
    }
    procnet_each_listener(0, count_port, NULL);
    nftw(now.work, count_file, 8, FTW_PHYS);
    return count;
}

static bool
more(const struct ledger *a, const struct ledger *b)
{
    return a->fds > b->fds || a->tasks > b->tasks || a->zombies > b->zombies ||
           a->ports > b->ports || a->files > b->files;
}

/* The last client's thread may still be ending: looks until there is no more than bound. */
struct ledger
ledger_read(struct ledger bound)
{
    int64_t until = clock_ms() + SETTLE_MS;
    struct ledger l = count_all();

    while (more(&l, &bound) && look_again(until))
        l = count_all();
    return l;
}

/* What leaks grows with the clients. A pool that still grew by a thread, or a zombie that is waited
 * for when the next client comes, does not: a twentieth of the clients may be left. */
static void
judge_one(const char *what, int before, int after, int clients)
{
    char expected[100];

    snprintf(expected, sizeof expected, "as many %s as before", what);
    if (after > before + clients / 20)
        judge_fail(V_LEAK, expected, "%d %s before %d clients, %d after", before, what, clients,
                   after);
}

void
ledger_judge(struct ledger before, int clients)
{
    struct ledger after = ledger_read(before);

    judge_one("processes that ended and nobody waited for (zombies)", before.zombies, after.zombies,
              clients);
    judge_one("listening ports", before.ports, after.ports, clients);
    judge_one("descriptors", before.fds, after.fds, clients);
    judge_one("threads", before.tasks, after.tasks, clients);
    judge_one("files", before.files, after.files, clients);
    judge_pass("%d descriptors, %d thread%s, %d port%s before %d clients, and %d, %d, %d after",
               before.fds, before.tasks, before.tasks == 1 ? "" : "s", before.ports,
               before.ports == 1 ? "" : "s", clients, after.fds, after.tasks, after.ports);
}
