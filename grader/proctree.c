/* proctree.c: who descends from whom, and the end of everything that was started. */
#include "proctree.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"

#define END_MS      5000
#define STOP_ROUNDS 50

struct kin {
    pid_t pid, parent;
    long tasks;
    bool zombie; /* ended, and its parent has not waited for it */
};

/* The name in /proc/PID/stat may hold anything, ") R 1" too: the last ')' ends it. */
static bool
read_kin(const char *pid, struct kin *kin)
{
    char path[64], line[512], *after, state;
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
        return false;
    n = read(fd, line, sizeof line - 1);
    close(fd);
    if (n <= 0)
        return false;
    line[n] = '\0';
    kin->pid = atoi(pid);
    after = strrchr(line, ')');
    /* What stands between the parent and the number of threads is of no interest here. */
    if (after == NULL ||
        sscanf(after, ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld",
               &state, &kin->parent, &kin->tasks) != 3)
        return false;
    kin->zombie = state == 'Z';
    return true;
}

static size_t
read_all(struct kin *kin, size_t max)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    size_t n = 0;

    if (dir == NULL)
        return 0;
    while (n < max && (entry = readdir(dir)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0]) && read_kin(entry->d_name, &kin[n]))
            n++;
    closedir(dir);
    return n;
}

bool
proctree_has(const struct proctree *tree, pid_t pid)
{
    for (size_t i = 0; i < tree->count; i++)
        if (tree->pids[i] == pid)
            return true;
    return false;
}

static void
add(struct proctree *tree, const struct kin *kin)
{
    tree->pids[tree->count] = kin->pid;
    tree->parents[tree->count] = kin->parent;
    tree->tasks[tree->count++] = kin->tasks;
}

static struct kin kin[4 * PROCTREE_MAX];
static size_t kin_count;

void
proctree_read_again(struct proctree *tree, pid_t root)
{
    size_t before;

    tree->count = 0;
    do { /* a generation a round: process numbers wrap, so a child may have the lower one */
        before = tree->count;
        for (size_t i = 0; i < kin_count && tree->count < PROCTREE_MAX; i++)
            if (!kin[i].zombie && (kin[i].parent == root || proctree_has(tree, kin[i].parent)) &&
                !proctree_has(tree, kin[i].pid))
                add(tree, &kin[i]);
    } while (tree->count != before);
}

void
proctree_read(struct proctree *tree, pid_t root)
{
    kin_count = read_all(kin, sizeof kin / sizeof kin[0]);
    proctree_read_again(tree, root);
}

/* "NSpid: 13 1": its number here, and then in each namespace below. */
bool
proctree_is_first(pid_t pid)
{
    char path[32], line[256], *last = NULL;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "NSpid:", 6) == 0) {
            last = strrchr(line, '\t');
            break;
        }
    fclose(f);
    return last != NULL && strchr(line, '\t') != last && strcmp(last, "\t1\n") == 0;
}

int
proctree_zombies(const struct proctree *tree)
{
    int zombies = 0;

    kin_count = read_all(kin, sizeof kin / sizeof kin[0]);
    for (size_t i = 0; i < kin_count; i++)
        zombies += kin[i].zombie && proctree_has(tree, kin[i].parent);
    return zombies;
}

static long
pages_of(pid_t pid)
{
    char path[32];
    long pages = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    if ((f = fopen(path, "re")) == NULL)
        return 0;
    if (fscanf(f, "%*d %ld", &pages) != 1)
        pages = 0;
    fclose(f);
    return pages;
}

struct usage
proctree_usage(const struct proctree *tree)
{
    struct usage used = {0, 0};

    for (size_t i = 0; i < tree->count; i++) {
        used.memory += pages_of(tree->pids[i]) * sysconf(_SC_PAGESIZE);
        used.tasks += tree->tasks[i];
    }
    return used;
}

void
proctree_adopt_orphans(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* What forks faster than it can be ended stands still first: stopped, it forks no more. */
static void
stop_all(struct proctree *tree)
{
    static struct proctree before;

    for (int round = 0; round < STOP_ROUNDS; round++) {
        bool news = false;
        before = *tree;
        for (size_t i = 0; i < tree->count; i++)
            kill(tree->pids[i], SIGSTOP);
        proctree_read(tree, getpid());
        for (size_t i = 0; i < tree->count && !news; i++)
            news = !proctree_has(&before, tree->pids[i]);
        if (!news)
            return;
    }
}

int
proctree_end(void)
{
    static struct proctree tree;
    int64_t until = clock_ms() + END_MS;
    int ended = 0;

    for (int round = 0;; round++) {
        proctree_read(&tree, getpid());
        if (ended == 0)
            ended = (int)tree.count;
        if (round > 0)
            stop_all(&tree);
        for (size_t i = 0; i < tree.count; i++)
            kill(tree.pids[i], SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
        if (tree.count == 0)
            return ended;
        if (!look_again(until))
            return -1;
    }
}
