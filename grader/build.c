/* build.c: builds a submission's programs with the kit's own makefile. */
#include "build.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"
#include "proctree.h"
#include "text.h"

#define BUILD_MS    120000
#define TARGETS_MAX 20

/* Warnings are for the student's own make; here they cost nothing. */
static size_t
list_targets(const struct grading *g, char names[][64], char *argv[])
{
    static char make[] = "make", keep[] = "-k", jobs[] = "-j2", werror[] = "WERROR=";
    char *first[] = {make, keep, jobs, werror};
    char path[PATH_MAX + 64];
    size_t n = 0;

    memcpy(argv, first, sizeof first);
    for (size_t l = 0; l < LAB_COUNT; l++)
        for (const char *const *p = all_labs[l].programs; *p != NULL && n < TARGETS_MAX; p++) {
            snprintf(names[n], 64, "%s/%s", all_labs[l].name, *p);
            snprintf(path, sizeof path, "%s/%s.c", g->kit, names[n]);
            if (access(path, F_OK) == 0) {
                argv[4 + n] = names[n];
                n++;
            }
        }
    argv[4 + n] = NULL;
    return n;
}

static pid_t
start_make(const char *kit, char *argv[])
{
    char log[PATH_MAX + 16];
    char *env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", NULL};
    struct rlimit files = {64 << 20, 64 << 20}, cpu = {60, 60};
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    snprintf(log, sizeof log, "%s/build.log", kit);
    setsid();
    setrlimit(RLIMIT_FSIZE, &files);
    setrlimit(RLIMIT_CPU, &cpu);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(open(log, O_WRONLY | O_CREAT | O_APPEND, 0600), 1);
    dup2(1, 2);
    if (chdir(kit) == 0)
        execve("/usr/bin/make", argv, env);
    _exit(127);
}

static void
note_first_error(struct grading *g)
{
    char path[PATH_MAX + 16], line[1000], safe[180];
    FILE *f;

    snprintf(path, sizeof path, "%s/build.log", g->kit);
    if ((f = fopen(path, "re")) == NULL)
        return;
    while (fgets(line, sizeof line, f) != NULL)
        if (strstr(line, "error:") != NULL || strstr(line, "undefined reference") != NULL) {
            text_escape(safe, sizeof safe, line, strcspn(line, "\n"));
            grading_note(g, "build: %s", safe);
            break;
        }
    fclose(f);
}

void
build_programs(struct grading *g)
{
    char names[TARGETS_MAX][64], *argv[TARGETS_MAX + 5];
    int pidfd, status = 0;
    pid_t pid;

    if (list_targets(g, names, argv) == 0)
        return;
    proctree_adopt_orphans();
    if ((pid = start_make(g->kit, argv)) == -1) {
        grading_note(g, "build: cannot start make");
        return;
    }
    pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (!wait_fd(pidfd, POLLIN, clock_ms() + BUILD_MS))
        grading_note(g, "build: not finished after %d s", BUILD_MS / 1000);
    else if (waitpid(pid, &status, 0) == pid && status != 0)
        note_first_error(g);
    close(pidfd);
    proctree_end();
}
