/* watch.c: programs that use more than they may: memory, processes, room on the disk. */
#include "watch.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "deadline.h"
#include "procfd.h"
#include "proctree.h"

#define MEMORY_MAX (1L << 30) /* bytes in use by all programs of one check         */
#define TASKS_MAX  390        /* a sandbox lets a program have 400                 */
#define FREE_MIN   8          /* of the room, when less than one part in so many is free */
#define FILES_MAX  20000      /* in the room                                             */
#define SPARE_MIN  32         /* of the machine's memory, the same                       */
#define BUFFERS    212992     /* bytes that the kernel may keep for a descriptor         */

static const struct {
    const char *limit;
    enum verdict verdict;
    const char *why, *hint;
} words[] = {
    {"memory", V_LIMIT, "its programs together used more than 1 GiB of memory",
     "Does each client, or each turn of a loop, allocate memory that is never given back?"},
    {"processes", V_LIMIT, "its programs together had more than 390 processes and threads",
     "Is fork(2) or pthread_create(3) called in a loop that has no end?"},
    {"disk", V_LIMIT,
     "its programs filled the 512 MiB of disk that a submission may use, or made 20000 files",
     "Is something written, or made, in a loop that has no end?"},
    {"shared memory", V_LIMIT,
     "its programs asked for shared memory, which no process owns (memfd_create, shmget, a shared "
     "mmap): no lab needs it, and no limit would count it",
     "malloc(3) and threads need none of these: which call in your sources does?"},
    {"machine", V_INCONCLUSIVE, "this machine had hardly any memory left while its programs ran",
     "Grade it again, alone: is memory short again, then its programs take it in a way that is not "
     "counted for them (buffers of sockets and pipes, for instance)."},
};

void
watch_speak(struct record *r)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].limit, r->limit) == 0) {
            r->verdict = words[i].verdict;
            snprintf(r->why, sizeof r->why, "%s", words[i].why);
            snprintf(r->hint, sizeof r->hint, "%s", words[i].hint);
        }
    snprintf(r->expected, sizeof r->expected, "a program that takes no more than it needs");
    snprintf(r->came, sizeof r->came, "%.600s; the grader ended them", r->why);
}

/* Check's process, the child of the runner, is ended: the runner then ends all the others. */
static void
end_check(struct job *job, const char *limit)
{
    static struct proctree tree;

    if (job->record->limit[0] != '\0')
        return;
    snprintf(job->record->limit, sizeof job->record->limit, "%s", limit);
    proctree_read_again(&tree, job->runner);
    for (size_t i = 0; i < tree.count; i++)
        if (tree.parents[i] == job->runner)
            kill(tree.pids[i], SIGKILL);
}

/* As of the last proctree_read(). */
static void
look_at(struct job *job)
{
    static struct proctree tree;
    struct usage used;

    proctree_read_again(&tree, job->runner);
    used = proctree_usage(&tree);
    if (used.memory > MEMORY_MAX)
        end_check(job, "memory");
    else if (used.tasks > TASKS_MAX)
        end_check(job, "processes");
}

static long long blocks;

static int
add_blocks(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)path, (void)type, (void)where;
    blocks += st->st_blocks + 1; /* an empty file takes room, too */
    return 0;
}

static long long
size_of(const struct job *job, const char *room)
{
    char path[PATH_MAX];

    blocks = 0;
    snprintf(path, sizeof path, "%.3000s/%s", room, job->id);
    nftw(path, add_blocks, 8, FTW_PHYS);
    return blocks;
}

/* The room is full: whose programs filled it? */
static void
look_at_disk(struct grading *g, const char *room)
{
    struct statvfs fs;
    struct job *largest = NULL;
    long long most = 0, size;

    if (statvfs(room, &fs) == -1 ||
        (fs.f_bavail > fs.f_blocks / FREE_MIN && fs.f_favail > fs.f_files / FREE_MIN &&
         fs.f_files - fs.f_ffree < FILES_MAX))
        return;
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].runner != 0 && (size = size_of(&g->jobs[i], room)) > most) {
            most = size;
            largest = &g->jobs[i];
        }
    if (largest != NULL)
        end_check(largest, "disk");
}

/* From /proc/meminfo, in kB; 0: it does not say. */
static long
meminfo(const char *what)
{
    char line[128], name[64];
    long value, found = 0;
    FILE *f = fopen("/proc/meminfo", "re");

    while (f != NULL && found == 0 && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%63[^:]: %ld", name, &value) == 2 && strcmp(name, what) == 0)
            found = value;
    if (f != NULL)
        fclose(f);
    return found;
}

/* What its programs use for certain, and what the kernel may keep for them. */
static long
appetite(const struct job *job)
{
    static struct proctree tree;
    long bytes;

    proctree_read_again(&tree, job->runner);
    bytes = proctree_usage(&tree).memory;
    for (size_t i = 0; i < tree.count; i++)
        bytes += procfd_count(tree.pids[i]) * (long)BUFFERS;
    return bytes;
}

/* Memory that no process owns is only seen by what is left of the machine's. Whose it is cannot be
 * told for certain: so that is not held against anybody, but the likeliest programs are ended. */
static void
look_at_machine(struct grading *g)
{
    static long at_first, all;
    static int64_t look_away; /* until then, what was ended gives its memory back */
    struct job *largest = NULL;
    long left = meminfo("MemAvailable"), most = 0, size;

    if (all == 0) {
        all = meminfo("MemTotal");
        at_first = left;
    }
    if (left > all / SPARE_MIN || at_first - left < MEMORY_MAX / 1024 || clock_ms() < look_away)
        return;
    look_away = clock_ms() + 500;
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].runner != 0 && g->jobs[i].record->limit[0] == '\0' &&
            (size = appetite(&g->jobs[i])) > most) {
            most = size;
            largest = &g->jobs[i];
        }
    if (largest != NULL)
        end_check(largest, "machine");
}

void
watch_look(struct grading *g, const char *room)
{
    static struct proctree all;

    proctree_read(&all, getpid());
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].runner != 0)
            look_at(&g->jobs[i]);
    look_at_machine(g);
    if (sandbox.level == SANDBOX_BUBBLEWRAP || sandbox.level == SANDBOX_UNSHARE)
        look_at_disk(g, room);
}
