/* stop.c: Ctrl-C and its kind end the grader in good order: a report, and nothing left. */
#include "stop.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

static int descriptor = -1;

/* The signals stay pending: nobody reads them, everybody may look. */
void
stop_watch(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    descriptor = signalfd(-1, &set, SFD_CLOEXEC);
}

int
stop_fd(void)
{
    return descriptor;
}

bool
stop_asked(void)
{
    struct pollfd p = {.fd = descriptor, .events = POLLIN};

    return poll(&p, 1, 0) == 1;
}

void
stop_forget(void)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}
