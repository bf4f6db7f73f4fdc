/* procfd.c: the open descriptors of a process, as /proc/PID/fd shows them. */
#include "procfd.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
read_nonblocking(pid_t pid, int number)
{
    char path[64], line[128];
    unsigned flags = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int)pid, number);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "flags: %o", &flags) == 1)
            break;
    fclose(f);
    return (flags & O_NONBLOCK) != 0;
}

static bool
read_one(pid_t pid, const char *name, struct procfd *fd)
{
    char path[64], target[128];
    ssize_t n;

    snprintf(path, sizeof path, "/proc/%d/fd/%.12s", (int)pid, name);
    if ((n = readlink(path, target, sizeof target - 1)) <= 0)
        return false;
    target[n] = '\0';
    *fd = (struct procfd){.number = atoi(name)};
    if (sscanf(target, "socket:[%lu]", &fd->socket) == 1)
        fd->nonblocking = read_nonblocking(pid, fd->number);
    fd->epoll = strcmp(target, "anon_inode:[eventpoll]") == 0;
    return true;
}

bool
procfd_each(pid_t pid, void (*each)(const struct procfd *fd, void *arg), void *arg)
{
    char path[32];
    struct dirent *entry;
    struct procfd fd;
    DIR *dir;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    if ((dir = opendir(path)) == NULL)
        return false;
    while ((entry = readdir(dir)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0]) && read_one(pid, entry->d_name, &fd))
            each(&fd, arg);
    closedir(dir);
    return true;
}

struct search {
    unsigned long inode;
    bool found;
};

static void
compare(const struct procfd *fd, void *arg)
{
    struct search *s = arg;

    s->found = s->found || fd->socket == s->inode;
}

bool
procfd_holds(pid_t pid, unsigned long inode)
{
    struct search s = {inode, false};

    procfd_each(pid, compare, &s);
    return s.found;
}

/* A process that is just ending has given its memory back, and shows no descriptors any more. */
static bool
has_memory(pid_t pid)
{
    char path[32];
    unsigned long pages = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    if (fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    fclose(f);
    return pages > 0;
}

bool
procfd_hidden(pid_t pid)
{
    char path[32];

    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    return access(path, R_OK | X_OK) == -1 && errno == EACCES && has_memory(pid);
}

static void
count(const struct procfd *fd, void *arg)
{
    (void)fd;
    ++*(int *)arg;
}

int
procfd_count(pid_t pid)
{
    int n = 0;

    return procfd_each(pid, count, &n) ? n : -1;
}
