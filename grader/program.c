/* program.c: starts a student's program in a process of its own, and watches how it ends. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "proctree.h"
#include "transcript.h"

#define PROGRAMS_MAX  32
#define OUTPUT_MAX    (64 << 20) /* bytes in one file, output or upload      */
#define CPU_SECONDS   60
#define DESCRIPTORS   4096
#define LAST_WORDS_MS 100 /* from a connection reset to the end of the process */

/* Copies: what a check declared in a block is gone when that block is left. */
static struct program programs[PROGRAMS_MAX];
static size_t program_count;

void
program_path(char *out, size_t size, const struct lab *lab, const char *name)
{
    snprintf(out, size, "%s/%s/%s", now.kit, lab->name, name);
}

void
program_must_exist(const struct lab *lab, const char *name)
{
    char path[PATH_MAX], source[PATH_MAX + 2];

    program_path(path, sizeof path, lab, name);
    snprintf(source, sizeof source, "%s.c", path);
    if (access(path, X_OK) == 0)
        return;
    if (access(source, F_OK) != 0)
        judge_fail(V_FAIL, "the lab's five programs, one source file each", "there is no %s/%s.c",
                   lab->name, name);
    judge_hint("Run `make %s/%s` and read the first error.", lab->name, name);
    judge_fail(V_BUILD_ERROR, "a program that builds",
               "%s/%s.c is there, but not built: see `make`", lab->name, name);
}

static void
limit(int what, rlim_t value)
{
    struct rlimit l = {value, value};

    setrlimit(what, &l);
}

/* Runs between fork and exec. */
static void
become(int out, int err)
{
    sigset_t none;

    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, CPU_SECONDS);
    limit(RLIMIT_FSIZE, OUTPUT_MAX);
    limit(RLIMIT_NOFILE, DESCRIPTORS);
    if (chdir(now.work) == -1)
        _exit(127);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(out, 1);
    dup2(err, 2);
    syscall(SYS_close_range, 3, ~0u, 0);
}

static int
open_output(char path[PATH_MAX], const char *name, const char *suffix)
{
    int fd;

    snprintf(path, PATH_MAX, "%.3000s/%s-%zu.%s", now.work, name, program_count, suffix);
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd == -1)
        judge_grader("%s: %s", path, strerror(errno));
    return fd;
}

static void
note_start(const char *name, const char *const *args)
{
    char line[300];
    size_t used = (size_t)snprintf(line, sizeof line, "%s", name);

    for (size_t i = 0; args[i] != NULL && used < sizeof line; i++)
        used += (size_t)snprintf(line + used, sizeof line - used, " %s", args[i]);
    transcript_note(-1, "%s", line);
}

static void
note_end(const struct program *p)
{
    if (p->signal == 0)
        transcript_note(-1, "%s ended with exit status %d", p->name, p->status);
    else
        transcript_note(-1, "%s ended by SIG%s", p->name, sigabbrev_np(p->signal));
}

static void
start(struct program *p, const char *path, const char *const *args)
{
    const char *argv[40] = {path};
    char home[PATH_MAX + 8];
    char *env[] = {home, "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", NULL};
    int out = open_output(p->out, p->name, "out"), err = open_output(p->err, p->name, "err");

    for (size_t i = 0; args[i] != NULL && i < 38; i++)
        argv[i + 1] = args[i];
    proctree_adopt_orphans(); /* Check forked this process; the settings are not inherited */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(home, sizeof home, "HOME=%s", now.work);
    note_start(p->name, args);
    if ((p->pid = fork()) == -1)
        judge_grader("cannot start %s: %s", p->name, strerror(errno));
    if (p->pid == 0) {
        become(out, err);
        execve(path, (char *const *)argv, env);
        _exit(127);
    }
    close(out);
    close(err);
    if ((p->pidfd = (int)syscall(SYS_pidfd_open, p->pid, 0)) == -1)
        judge_grader("cannot watch %s: %s", p->name, strerror(errno));
    if (program_count == PROGRAMS_MAX)
        judge_grader("one check starts more than %d programs", PROGRAMS_MAX);
    p->slot = program_count;
    programs[program_count++] = *p;
}

void
program_start(struct program *p, const struct lab *lab, const char *name, const char *const *args)
{
    char path[PATH_MAX];

    program_must_exist(lab, name);
    program_path(path, sizeof path, lab, name);
    *p = (struct program){.pidfd = -1};
    snprintf(p->name, sizeof p->name, "%s", name);
    start(p, path, args);
}

void
program_start_tool(struct program *p, const char *tool, const char *const *args)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "/usr/bin/%s", tool);
    *p = (struct program){.pidfd = -1};
    snprintf(p->name, sizeof p->name, "%s", tool);
    start(p, path, args);
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
    programs[p->slot] = *p;
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
    kill(p->pid, signal);
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
