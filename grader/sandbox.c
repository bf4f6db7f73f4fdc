/* sandbox.c: the rungs of the ladder (sandbox.h) in words; users and numbers of tasks, which are
 * all there is on the lower ones. */
#include "sandbox.h"

#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "proctree.h"

struct sandbox sandbox = {.level = SANDBOX_LIMITS};

static const char *const level_words[SANDBOX_LEVELS] = {
    [SANDBOX_BUBBLEWRAP] = "bubblewrap",
    [SANDBOX_UNSHARE] = "unshare",
    [SANDBOX_UID] = "uid",
    [SANDBOX_LIMITS] = "limits",
};

static const char *const meanings[SANDBOX_LEVELS] = {
    [SANDBOX_BUBBLEWRAP] = "bubblewrap: own network, processes and file system for the submission "
                           "and again for each program, and limits",
    [SANDBOX_UNSHARE] = "unshare: own network and processes for the submission and again for each "
                        "program, and limits; a program can read and write this user's files",
    [SANDBOX_UID] = "uid: programs run as another user, with limits; they share the machine's "
                    "network and see its processes",
    [SANDBOX_LIMITS] = "limits: resource limits alone; a program can read this user's files and "
                       "end this user's processes",
};

const char *
sandbox_word(enum sandbox_level level)
{
    return level_words[level];
}

const char *
sandbox_means(enum sandbox_level level)
{
    return meanings[level];
}

bool
sandbox_wraps(void)
{
    return sandbox.level == SANDBOX_BUBBLEWRAP || sandbox.level == SANDBOX_UNSHARE;
}

void
sandbox_become(void)
{
    if (sandbox.uid == 0 || geteuid() != 0)
        return;
    if (setgroups(0, NULL) == -1 || setresgid(sandbox.uid, sandbox.uid, sandbox.uid) == -1 ||
        setresuid(sandbox.uid, sandbox.uid, sandbox.uid) == -1)
        _exit(126);
}

/* How many tasks this user has, on the whole machine: the kernel counts them all. */
static rlim_t
count_tasks(void)
{
    static struct proctree tree;
    struct usage used;

    proctree_read(&tree, 1);
    used = proctree_usage(&tree);
    return (rlim_t)used.tasks;
}

void
sandbox_limit_tasks(void)
{
    struct rlimit l = {2 * SANDBOX_TASKS, 2 * SANDBOX_TASKS};

    if (sandbox_wraps())
        return;
    if (sandbox.level == SANDBOX_LIMITS)
        l.rlim_cur = l.rlim_max = count_tasks() + SANDBOX_TASKS;
    setrlimit(RLIMIT_NPROC, &l);
}

static bool
has_users(void)
{
    return sandbox.level == SANDBOX_UID && sandbox.uid != 0 && geteuid() == 0;
}

void
sandbox_sit(unsigned seat)
{
    if (has_users())
        sandbox.uid += seat;
}

/* A child that is that user can end all its processes in one call, however fast they fork. */
void
sandbox_end_user(unsigned seat)
{
    pid_t pid;

    if (!has_users())
        return;
    if ((pid = fork()) == 0) {
        sandbox_sit(seat);
        sandbox_become();
        for (int i = 0; i < 1000 && kill(-1, SIGKILL) == 0; i++) /* the dead count, too */
            sched_yield();
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}
