/* tool.c: runs a program for the grader itself: make, an unpacker, what tries the sandbox. */
#include "tool.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "proctree.h"
#include "sandbox.h"
#include "stop.h"

#define CPU_SECONDS 60

static _Noreturn void
become(const char *const *argv, const char *directory, const char *log, size_t file_max)
{
    char *env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", NULL};
    struct rlimit files = {file_max, file_max}, cpu = {CPU_SECONDS, CPU_SECONDS};

    stop_forget();
    setsid();
    setrlimit(RLIMIT_FSIZE, &files);
    setrlimit(RLIMIT_CPU, &cpu);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(open(log != NULL ? log : "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0600), 1);
    dup2(1, 2);
    syscall(SYS_close_range, 3, ~0u, 0);
    sandbox_become();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* which another user would have forgotten */
    if (chdir(directory) == 0)
        execvpe(argv[0], (char *const *)argv, env);
    _exit(127);
}

int
tool_run(const char *const *argv, const char *directory, const char *log, size_t file_max,
         long patience_ms)
{
    int pidfd, status, result = TOOL_LATE;
    struct pollfd p[2] = {{.events = POLLIN}, {.events = POLLIN}};
    pid_t pid;

    proctree_adopt_orphans();
    if ((pid = fork()) == -1)
        return TOOL_DEAD;
    if (pid == 0)
        become(argv, directory, log, file_max);
    pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    p[0].fd = pidfd;
    p[1].fd = stop_fd();
    if (poll(p, 2, (int)patience_ms) > 0 && p[0].revents != 0 && waitpid(pid, &status, 0) == pid)
        result = WIFEXITED(status) ? WEXITSTATUS(status) : TOOL_DEAD;
    close(pidfd);
    proctree_end();
    return result;
}
