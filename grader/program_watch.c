/* program_watch.c: the programs that a check has started: what they are now, and how they end. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "program.h"
#include "sandbox.h"
#include "transcript.h"

#define PROGRAMS_MAX  32
#define LAST_WORDS_MS 100 /* from a connection reset to the end of the process */

/* Copies: what a check declared in a block is gone when that block is left. */
static struct program programs[PROGRAMS_MAX];
static size_t program_count;

size_t
program_known(void)
{
    return program_count;
}

void
program_remember(struct program *p)
{
    if (program_count == PROGRAMS_MAX)
        judge_grader("one check starts more than %d programs", PROGRAMS_MAX);
    p->slot = program_count;
    programs[program_count++] = *p;
    program_pid(p);
}

static void
note_end(const struct program *p)
{
    if (p->signal == 0)
        transcript_note(-1, "%s ended with exit status %d", p->name, p->status);
    else
        transcript_note(-1, "%s ended by SIG%s", p->name, sigabbrev_np(p->signal));
}

/* The first process of the program's namespace ends after the program, and what the program used is
 * counted for it. It stays as long as the program's children do. */
static void
wait_init(pid_t init)
{
    int fd = init != 0 ? (int)syscall(SYS_pidfd_open, init, 0) : -1;

    if (fd == -1)
        return;
    if (wait_fd(fd, POLLIN, clock_ms() + LAST_WORDS_MS))
        waitpid(init, NULL, WNOHANG);
    close(fd);
}

bool
program_wait(struct program *p, int64_t until)
{
    int status;

    if (p->ended)
        return true;
    if (!wait_fd(p->pidfd, POLLIN, until) || waitpid(p->pid, &status, 0) != p->pid)
        return false;
    p->ended = true;
    p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    p->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (sandbox_wraps() && p->status > 128 && p->status < 128 + NSIG) {
        p->signal = p->status - 128; /* so the wrapper tells what ended the program */
        p->status = -1;
    }
    wait_init(programs[p->slot].init);
    programs[p->slot].ended = true;
    programs[p->slot].status = p->status;
    programs[p->slot].signal = p->signal;
    note_end(p);
    close(p->pidfd);
    return true;
}

void
program_signal(struct program *p, int signal)
{
    p->condemned = programs[p->slot].condemned = true;
    if (p->ended)
        return;
    transcript_note(-1, "SIG%s to %s", sigabbrev_np(signal), p->name);
    kill(program_pid(p), signal);
}

/* A wrapper, the first process of its namespace, the program: each the first child of the one
 * before. */
pid_t
program_pid(const struct program *p)
{
    static struct proctree tree;
    struct program *known = &programs[p->slot];
    int64_t until = clock_ms() + PATIENCE_MS;

    if (!sandbox_wraps())
        return p->pid;
    while (known->inner == 0 && !wait_fd(p->pidfd, POLLIN, 0)) {
        proctree_read(&tree, p->pid);
        if (tree.count >= 2 && tree.parents[1] == tree.pids[0]) {
            known->init = tree.pids[0];
            known->inner = tree.pids[1];
        } else if (!look_again(until)) {
            break;
        }
    }
    return known->inner != 0 ? known->inner : p->pid;
}

/* What was started, and the first process of the namespace it made, which may outlive it. */
static bool
is_wrapper(pid_t pid)
{
    for (size_t i = 0; i < program_count; i++)
        if (pid == programs[i].pid)
            return true;
    return proctree_is_first(pid);
}

void
program_tree(struct proctree *tree)
{
    size_t kept = 0;

    proctree_read(tree, getpid());
    for (size_t i = 0; sandbox_wraps() && i < tree->count; i++)
        if (!is_wrapper(tree->pids[i])) {
            tree->pids[kept] = tree->pids[i];
            tree->parents[kept] = tree->parents[i];
            tree->tasks[kept++] = tree->tasks[i];
        }
    if (sandbox_wraps())
        tree->count = kept;
}

size_t
program_read(const char *file, char *out, size_t size)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    size_t used = 0;
    ssize_t n;

    while (fd != -1 && used < size - 1 && (n = read(fd, out + used, size - 1 - used)) > 0)
        used += (size_t)n;
    if (fd != -1)
        close(fd);
    out[used] = '\0';
    return used;
}

const struct program *
program_crashed(void)
{
    int64_t until = clock_ms() + LAST_WORDS_MS;

    for (size_t i = 0; i < program_count; i++) {
        struct program *p = &programs[i];
        if (!p->condemned && program_wait(p, until) && p->signal != 0)
            return p;
    }
    return NULL;
}
