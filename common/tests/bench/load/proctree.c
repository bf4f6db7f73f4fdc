/* A process and its descendants, as /proc has them at this moment. */
#include "proctree.h"

#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 32768 };

struct process {
    pid_t pid;
    pid_t parent;
    long long ticks; /* its own, and those of its children that it has waited for */
    bool counts;     /* does it belong to the tree? */
};

static struct process all[MOST];
static size_t count;

static void
read_process(const char *pid)
{
    struct process *p = &all[count];
    char path[300], text[1024];
    long long ticks[4];
    FILE *in;
    size_t n;
    char *rest;

    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    in = fopen(path, "r");
    if (in == NULL || count == MOST)
        return;
    n = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[n] = '\0';
    rest = strrchr(text, ')'); /* its name may have spaces in it */
    if (rest == NULL ||
        sscanf(rest, ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld", &p->parent,
               &ticks[0], &ticks[1], &ticks[2], &ticks[3]) != 5)
        return;
    p->pid = atoi(pid);
    p->ticks = ticks[0] + ticks[1] + ticks[2] + ticks[3];
    p->counts = false;
    count++;
}

static bool
is_descendant(const struct process *p)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].pid == p->parent)
            return all[i].counts;
    return false;
}

static void
look(pid_t root)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    bool grew = true;

    if (proc == NULL)
        err(1, "/proc");
    count = 0;
    while ((entry = readdir(proc)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0]))
            read_process(entry->d_name);
    closedir(proc);
    while (grew) {
        grew = false;
        for (size_t i = 0; i < count; i++) {
            if (all[i].counts || (all[i].pid != root && !is_descendant(&all[i])))
                continue;
            all[i].counts = grew = true;
        }
    }
}

double
proctree_cpu(pid_t root)
{
    long long ticks = 0;

    look(root);
    for (size_t i = 0; i < count; i++)
        if (all[i].counts)
            ticks += all[i].ticks;
    return (double)ticks / (double)sysconf(_SC_CLK_TCK);
}

static long
private_dirty(pid_t pid)
{
    char path[64], line[256];
    long kib = 0;
    FILE *in;

    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    in = fopen(path, "r");
    if (in == NULL)
        return 0;
    while (fgets(line, sizeof line, in) != NULL)
        if (sscanf(line, "Private_Dirty: %ld", &kib) == 1)
            break;
    fclose(in);
    return kib;
}

double
proctree_private(pid_t root)
{
    double kib = 0;

    look(root);
    for (size_t i = 0; i < count; i++)
        if (all[i].counts)
            kib += (double)private_dirty(all[i].pid);
    return kib;
}
