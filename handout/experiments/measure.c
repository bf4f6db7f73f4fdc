/* measure FILE COMMAND...: runs the command and writes into FILE what the kernel counted for it:
 * seconds, CPU seconds, voluntary and involuntary context switches, most memory in KiB. */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t child;

/* Who ends us means the command. */
static void
on_stop(int signal_number)
{
    if (child > 0)
        kill(child, signal_number);
}

static double
seconds_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void
start(char **command)
{
    sigset_t stops;

    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, NULL);
    child = fork();
    if (child < 0)
        err(EXIT_FAILURE, "fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigprocmask(SIG_UNBLOCK, &stops, NULL);
        execvp(command[0], command);
        err(127, "%s", command[0]);
    }
    signal(SIGINT, on_stop);
    signal(SIGTERM, on_stop);
    sigprocmask(SIG_UNBLOCK, &stops, NULL);
}

int
main(int argc, char **argv)
{
    struct rusage used;
    double began = seconds_now();
    FILE *file;
    int status;

    if (argc < 3)
        errx(2, "usage: measure FILE COMMAND...");
    start(argv + 2);
    while (wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR)
            err(EXIT_FAILURE, "wait");

    file = fopen(argv[1], "w");
    if (file == NULL)
        err(EXIT_FAILURE, "%s", argv[1]);
    fprintf(file, "%.6f %.6f %ld %ld %ld\n", seconds_now() - began,
            seconds_of(used.ru_utime) + seconds_of(used.ru_stime), used.ru_nvcsw, used.ru_nivcsw,
            used.ru_maxrss);
    if (fclose(file) != 0)
        err(EXIT_FAILURE, "%s", argv[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}
