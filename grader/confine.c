/* confine.c: what a process gives up before it becomes a student's program. */
#include "confine.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "forbid.h"
#include "gate.h"
#include "judge.h"
#include "sandbox.h"
#include "usher.h"

#define OUTPUT_MAX  (64 << 20) /* bytes in one file, output or upload */
#define CPU_SECONDS 60
#define DESCRIPTORS 4096

/* A process over its limit of CPU time is sent SIGXCPU, at the harder one it is killed. */
static void
limit(int what, rlim_t value)
{
    struct rlimit l = {value, what == RLIMIT_CPU ? value + 5 : value};

    setrlimit(what, &l);
}

/* If memory runs out, the kernel shall end this program and not the grader. */
static void
offer_to_the_kernel(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);

    if (fd == -1 || write(fd, "1000", 4) != 4 || close(fd) == -1)
        return; /* then it chooses as it always does */
}

void
confine(int out, int err, int line)
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
    sandbox_limit_tasks();
    offer_to_the_kernel();
    if (chdir(now.work) == -1)
        _exit(127);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(out, 1);
    dup2(err, 2);
    usher_tell(line, forbid_calls());
    syscall(SYS_close_range, gate_hold(line), ~0u, 0);
}
