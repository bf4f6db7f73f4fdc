#include "program.h"

#include "folder.h"
#include "kit.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROGRAMS = 64, SHOWN = 4096, READY = 128 };

rlim_t program_file_limit = RLIM_INFINITY;
rlim_t program_descriptor_limit = RLIM_INFINITY;

static char errors[PROGRAMS][PROGRAM_PATH]; /* stderr of each program this test has started */
static int started;

static void
limit(int resource, rlim_t most)
{
    struct rlimit r = {most, most};

    if (most != RLIM_INFINITY)
        setrlimit(resource, &r);
}

static void
become(const char *const argv[], const char *path, int out, int err)
{
    sigset_t none;
    int null = open("/dev/null", O_RDONLY);

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    limit(RLIMIT_FSIZE, program_file_limit);
    limit(RLIMIT_NOFILE, program_descriptor_limit);
    dup2(null, 0);
    dup2(out, 1);
    dup2(err, 2);
    if (chdir(folder_path("work")) == 0)
        execv(path, (char *const *)argv);
    dprintf(2, "cannot start %s: %s\n", path, strerror(errno));
    _exit(127);
}

/* The program inherits the writing end of a pipe, so the reading end tells when it is gone. */
static void
launch(struct program *p, const char *const argv[], int out)
{
    char path[PATH_MAX];
    int ends[2];
    int err = open(p->err, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);

    kit_program_path(path, sizeof path, argv[0]);
    if (err < 0 || pipe2(ends, O_CLOEXEC) < 0)
        kit_fail("%s: %s", p->err, strerror(errno));
    p->pid = fork();
    if (p->pid == 0) {
        fcntl(ends[1], F_SETFD, 0);
        become(argv, path, out, err);
    }
    close(ends[1]);
    close(err);
    close(out);
    p->alive = ends[0];
    program_file_limit = program_descriptor_limit = RLIM_INFINITY;
}

static void
prepare(struct program *p, const char *name)
{
    folder_make(folder_path("work"));
    *p = (struct program){.alive = -1};
    snprintf(p->name, sizeof p->name, "%s", name);
    snprintf(p->out, sizeof p->out, "%s", folder_path("%d.out", started));
    snprintf(p->err, sizeof p->err, "%s", folder_path("%d.err", started));
    if (started == PROGRAMS)
        kit_fail("more than %d programs in one test", PROGRAMS);
    memcpy(errors[started++], p->err, PROGRAM_PATH);
}

static void
note_arguments(const char *const argv[])
{
    char line[1024] = "";
    size_t n = 0;

    for (; *argv != NULL && n < sizeof line; argv++)
        n += snprintf(line + n, sizeof line - n, "%s ", *argv);
    kit_note("program", '$', line, strlen(line));
}

void
program_start(struct program *p, const char *const argv[])
{
    prepare(p, argv[0]);
    note_arguments(argv);
    launch(p, argv, open(p->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
}

static void
read_ready_line(struct program *p, int pipe)
{
    char line[READY] = "";
    char extra;
    double deadline = kit_deadline();

    for (size_t n = 0; n < sizeof line - 1 && strchr(line, '\n') == NULL; n++) {
        if (!kit_wait(pipe, POLLIN, deadline))
            kit_fail("%s: no ready line in %g s", p->name, KIT_PATIENCE);
        if (read(pipe, line + n, 1) != 1)
            kit_fail("%s ended without a ready line", p->name);
    }
    if (sscanf(line, "listening on [%63[0-9a-f:]]:%u%c", p->host, &p->port, &extra) != 3 &&
        sscanf(line, "listening on %63[0-9.]:%u%c", p->host, &p->port, &extra) != 3)
        kit_fail("%s: not a ready line: %s", p->name, line);
}

void
program_start_server(struct program *p, const char *const argv[])
{
    int ends[2];

    prepare(p, argv[0]);
    note_arguments(argv);
    if (pipe2(ends, O_CLOEXEC) < 0)
        kit_fail("pipe: %s", strerror(errno));
    launch(p, argv, ends[1]);
    read_ready_line(p, ends[0]);
    /* ends[0] stays open: a server that prints more must not die of it. */
}

bool
program_ended(const struct program *p)
{
    return kit_wait(p->alive, POLLIN, 0);
}

int
program_wait(struct program *p)
{
    int status;

    if (!kit_wait(p->alive, POLLIN, kit_deadline()))
        kit_fail("%s has not ended in %g s", p->name, KIT_PATIENCE);
    if (waitpid(p->pid, &status, 0) != p->pid)
        kit_fail("waitpid: %s", strerror(errno));
    p->pid = 0;
    close(p->alive);
    return WIFEXITED(status) ? WEXITSTATUS(status) : PROGRAM_SIGNALLED + WTERMSIG(status);
}

/* Does its first thread wait in a system call? */
static bool
stands_still(pid_t pid)
{
    char path[64], state = '?';
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    f = fopen(path, "re");
    if (f == NULL || fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
        state = '?';
    if (f != NULL)
        fclose(f);
    return state == 'S';
}

/* A signal that comes between two system calls the thread sanitizer holds back until the next one
 * returns, which may be never: so the program gets it in one. */
static void
wait_until_it_hears(const struct program *p)
{
    double deadline = kit_now() + 2; /* who never waits hears at any time */

    while (!stands_still(p->pid) && kit_now() < deadline &&
           !kit_wait(p->alive, POLLIN, kit_now() + .001))
        continue;
}

void
program_signal(struct program *p, int signal)
{
    if (kit_sanitized("thread"))
        wait_until_it_hears(p);
    kit_note(p->name, '!', strsignal(signal), strlen(strsignal(signal)));
    kill(p->pid, signal);
}

void
program_stop(struct program *p)
{
    int status;

    program_signal(p, SIGTERM);
    status = program_wait(p);
    if (status != 0)
        kit_fail("%s ended with %s %d after SIGTERM", p->name,
                 status >= PROGRAM_SIGNALLED ? "signal" : "exit status",
                 status % PROGRAM_SIGNALLED);
}

int
program_run(struct program *p, const char *const argv[])
{
    program_start(p, argv);
    return program_wait(p);
}

char *
program_output(const struct program *p)
{
    return folder_read(p->out, NULL);
}

char *
program_errors(const struct program *p)
{
    return folder_read(p->err, NULL);
}

void
program_show_errors(void)
{
    for (int i = 0; i < started; i++) {
        FILE *file = fopen(errors[i], "r");
        char text[SHOWN];
        size_t n = file != NULL ? fread(text, 1, sizeof text, file) : 0;

        if (n > 0)
            fprintf(stderr, "stderr of program %d:\n%.*s\n", i, (int)n, text);
        if (file != NULL)
            fclose(file);
    }
}

void
program_complains(const struct program *p, const char *pattern)
{
    char *text = program_errors(p);
    char *end = strchr(text, '\n');

    if (end == NULL || end[1] != '\0')
        kit_fail("%s: not just one line on stderr: \"%s\"", p->name, text);
    *end = '\0';
    if (fnmatch(pattern, text, FNM_EXTMATCH) != 0)
        kit_fail("%s said \"%s\" on stderr, not \"%s\"", p->name, text, pattern);
    free(text);
}
