/* proctask.c: what each task (thread) of a process is doing, as the kernel sees it. */
#include "proctask.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

struct call {
    long number;
    enum nap nap;
};

/* Some machines lack the older calls: they have only the p- and -at forms. */
static const struct call calls[] = {
    {SYS_read, NAP_READ},
    {SYS_readv, NAP_READ},
    {SYS_recvfrom, NAP_READ},
    {SYS_recvmsg, NAP_READ},
    {SYS_write, NAP_WRITE},
    {SYS_writev, NAP_WRITE},
    {SYS_sendto, NAP_WRITE},
    {SYS_sendmsg, NAP_WRITE},
    {SYS_sendfile, NAP_WRITE},
    {SYS_accept, NAP_ACCEPT},
    {SYS_accept4, NAP_ACCEPT},
    {SYS_futex, NAP_LOCK},
    {SYS_epoll_pwait, NAP_EPOLL},
    {SYS_ppoll, NAP_POLL},
    {SYS_pselect6, NAP_POLL},
    {SYS_nanosleep, NAP_SLEEP},
    {SYS_clock_nanosleep, NAP_SLEEP},
    {SYS_wait4, NAP_IDLE},
    {SYS_waitid, NAP_IDLE},
    {SYS_rt_sigtimedwait, NAP_IDLE},
    {SYS_rt_sigsuspend, NAP_IDLE},
#ifdef SYS_poll
    {SYS_poll, NAP_POLL},
    {SYS_select, NAP_POLL},
    {SYS_epoll_wait, NAP_EPOLL},
    {SYS_pause, NAP_IDLE},
#endif
};

static const char *const words[NAP_KINDS] = {
    [NAP_NONE] = "running",       [NAP_READ] = "read",
    [NAP_WRITE] = "write",        [NAP_ACCEPT] = "accept",
    [NAP_LOCK] = "futex",         [NAP_EPOLL] = "epoll_wait",
    [NAP_POLL] = "poll",          [NAP_SLEEP] = "sleep",
    [NAP_IDLE] = "pause",         [NAP_ASIDE] = "a wait for no client",
    [NAP_OTHER] = "another call",
};

const char *
nap_word(enum nap nap)
{
    return words[nap];
}

enum nap
nap_of_syscall(const char *line)
{
    char *end;
    long number = strtol(line, &end, 10);

    if (end == line) /* "running" */
        return NAP_NONE;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (calls[i].number == number)
            return calls[i].nap;
    return NAP_OTHER;
}

enum nap
nap_of_wchan(const char *name)
{
    static const struct {
        const char *part;
        enum nap nap;
    } parts[] = {
        {"accept", NAP_ACCEPT},   {"ep_poll", NAP_EPOLL},   {"epoll", NAP_EPOLL},
        {"poll", NAP_POLL},       {"select", NAP_POLL},     {"futex", NAP_LOCK},
        {"nanosleep", NAP_SLEEP}, {"wait_woken", NAP_READ}, {"sk_wait_data", NAP_READ},
        {"pause", NAP_IDLE},      {"do_wait", NAP_IDLE},    {"sk_stream_wait", NAP_WRITE},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(name, parts[i].part) != NULL)
            return parts[i].nap;
    return NAP_OTHER;
}

static bool
read_small(pid_t pid, const char *tid, const char *file, char *out, size_t size)
{
    char path[96];
    size_t n;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/task/%.12s/%s", (int)pid, tid, file);
    if ((f = fopen(path, "re")) == NULL)
        return false;
    n = fread(out, 1, size - 1, f);
    fclose(f);
    out[n] = '\0';
    return n > 0;
}

static void
read_call(struct proctask *task, const char *line)
{
    unsigned long *a = task->args;

    task->nap = nap_of_syscall(line);
    if (sscanf(line, "%ld %lx %lx %lx", &task->call, &a[0], &a[1], &a[2]) != 4)
        task->call = -1;
}

static bool
read_one(pid_t pid, const char *tid, struct proctask *task)
{
    static const char switches[] = "\nvoluntary_ctxt_switches:";
    char text[4096], *at;

    if (!read_small(pid, tid, "status", text, sizeof text))
        return false;
    *task = (struct proctask){.tid = atoi(tid), .nap = NAP_OTHER, .call = -1};
    if ((at = strstr(text, switches)) != NULL)
        task->switches = strtoul(at + sizeof switches - 1, NULL, 10);
    if (strstr(text, "\nState:\tR") != NULL)
        task->nap = NAP_NONE;
    else if (read_small(pid, tid, "syscall", text, sizeof text))
        read_call(task, text);
    else if (read_small(pid, tid, "wchan", text, sizeof text))
        task->nap = nap_of_wchan(text);
    return true;
}

size_t
proctask_read(pid_t pid, struct proctask *tasks, size_t max)
{
    char path[32];
    struct dirent *entry;
    size_t n = 0;
    DIR *dir;

    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    if ((dir = opendir(path)) == NULL)
        return 0;
    while (n < max && (entry = readdir(dir)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0]) && read_one(pid, entry->d_name, &tasks[n]))
            n++;
    closedir(dir);
    return n;
}

bool
proctask_stands(pid_t pid)
{
    char path[32], text[4096];
    struct dirent *entry;
    bool stands = false;
    DIR *dir;

    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    if ((dir = opendir(path)) == NULL)
        return false;
    while ((entry = readdir(dir)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0])) {
            stands = read_small(pid, entry->d_name, "status", text, sizeof text) &&
                     strstr(text, "\nState:\tT") != NULL;
            if (!stands)
                break;
        }
    closedir(dir);
    return stands;
}
