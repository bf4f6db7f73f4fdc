/* proctree.c: who descends from whom, and the end of everything that was started. */
#include "proctree.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"

#define END_MS 5000

struct kin {
    pid_t pid, parent;
    bool zombie; /* ended, and its parent has not waited for it */
};

/* The name in /proc/PID/stat may hold anything, ") R 1" too: the last ')' ends it. */
static bool
read_kin(const char *pid, struct kin *kin)
{
    char path[64], line[512], *after, state;
    FILE *f;
    size_t n;

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = '\0';
    kin->pid = atoi(pid);
    after = strrchr(line, ')');
    if (after == NULL || sscanf(after, ") %c %d", &state, &kin->parent) != 2)
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

static struct kin kin[4 * PROCTREE_MAX];

void
proctree_read(struct proctree *tree, pid_t root)
{
    size_t n = read_all(kin, sizeof kin / sizeof kin[0]), before;

    tree->count = 0;
    do { /* a generation a round: process numbers wrap, so a child may have the lower one */
        before = tree->count;
        for (size_t i = 0; i < n && tree->count < PROCTREE_MAX; i++)
            if (!kin[i].zombie && (kin[i].parent == root || proctree_has(tree, kin[i].parent)) &&
                !proctree_has(tree, kin[i].pid))
                tree->pids[tree->count++] = kin[i].pid;
    } while (tree->count != before);
}

int
proctree_zombies(pid_t root)
{
    static struct proctree tree;
    size_t n;
    int zombies = 0;

    proctree_read(&tree, root);
    n = read_all(kin, sizeof kin / sizeof kin[0]);
    for (size_t i = 0; i < n; i++)
        zombies += kin[i].zombie && proctree_has(&tree, kin[i].parent);
    return zombies;
}

void
proctree_adopt_orphans(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int
proctree_end(void)
{
    static struct proctree tree;
    int64_t until = clock_ms() + END_MS;
    int ended = 0;

    for (;;) {
        proctree_read(&tree, getpid());
        if (ended == 0)
            ended = (int)tree.count;
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
