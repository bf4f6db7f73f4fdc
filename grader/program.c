/* program.c: starts a student's program in a process of its own. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "gate.h"
#include "judge.h"
#include "proctree.h"
#include "sandbox.h"
#include "transcript.h"
#include "usher.h"

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

static int
open_output(char path[PATH_MAX], const char *name, const char *suffix)
{
    int fd;

    snprintf(path, PATH_MAX, "%.3000s/%s-%zu.%s", now.outputs, name, program_known(), suffix);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC, 0600);
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
start(struct program *p, const char *path, const char *const *args)
{
    struct command c = {.n = 0};
    char home[PATH_MAX + 8];
    char *env[] = {home, "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", NULL};
    int out = open_output(p->out, p->name, "out"), err = open_output(p->err, p->name, "err");
    int line[2]; /* between the program, before it begins, and the check */

    sandbox_program(&c, now.kit, now.work);
    command_add(&c, path);
    command_add_all(&c, args);
    proctree_adopt_orphans(); /* Check forked this process; the settings are not inherited */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(home, sizeof home, "HOME=%s", now.work);
    note_start(p->name, args);
    /* It borrows this process's memory until it begins: to copy that is what costs most. */
    if (!usher_open(line) || (p->pid = vfork()) == -1)
        judge_grader("cannot start %s: %s", p->name, strerror(errno));
    if (p->pid == 0) {
        confine(out, err, line[1]);
        execvpe(c.argv[0], (char *const *)c.argv, env);
        _exit(127);
    }
    close(out);
    close(err);
    close(line[1]);
    usher_listen(line[0]);
    gate_pass(line[0]);
    close(line[0]);
    if ((p->pidfd = (int)syscall(SYS_pidfd_open, p->pid, 0)) == -1)
        judge_grader("cannot watch %s: %s", p->name, strerror(errno));
    program_remember(p);
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
