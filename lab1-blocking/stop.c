/* How a server that waits in system calls is told to stop. */
#include "stop.h"

#include "clock.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Seconds after which a session that has not ended is cut off again, should it have entered a wait
 * at the wrong moment.  More than the second that ftp_serve() waits at a time: each signal begins
 * such a wait anew. */
#define AGAIN 1.5

static atomic_bool stopping; /* atomic: in programs with threads any may take the signal */
static volatile sig_atomic_t listening_socket = -1;
static volatile sig_atomic_t client_socket = -1;
static struct itimerspec grace_left; /* written while client_socket is -1 */
static timer_t grace_timer;

/* Shutting the listener down ends an accept(2) that waits and any that comes later, so it does not
 * matter at which instruction the signal arrives. */
static void
on_stop(int signal)
{
    int saved = errno;

    (void)signal;
    if (stopping)
        _exit(EXIT_SUCCESS);
    stopping = 1;
    shutdown(listening_socket, SHUT_RDWR);
    if (client_socket >= 0)
        timer_settime(grace_timer, 0, &grace_left, NULL);
    errno = saved;
}

/* The session sees the end of its stream and ends as it always does. */
static void
on_grace_over(int signal)
{
    int saved = errno;

    (void)signal;
    if (client_socket >= 0)
        shutdown(client_socket, SHUT_RDWR);
    errno = saved;
}

static void
handle(int signal, void (*handler)(int))
{
    struct sigaction action = {.sa_handler =
                                   handler}; /* no SA_RESTART: calls shall be interrupted */

    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

void
stop_on_signals(int listener)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};

    listening_socket = listener;
    if (timer_create(CLOCK_MONOTONIC, &event, &grace_timer) != 0)
        err(1, "no timer for the grace");
    handle(SIGALRM, on_grace_over);
    handle(SIGINT, on_stop);
    handle(SIGTERM, on_stop);
}

void
stop_cuts_off(int client, double grace)
{
    client_socket = -1;
    grace_left.it_value = clock_timespec(grace > 0 ? grace : 1e-9);
    grace_left.it_interval = clock_timespec(AGAIN);
    client_socket = client;
    if (client >= 0 && stopping)
        timer_settime(grace_timer, 0, &grace_left, NULL);
}

static void
wait_a_little(void)
{
    struct timespec little = clock_timespec(0.1);

    nanosleep(&little, NULL);
}

int
stop_accept(int listener)
{
    while (!stopping) {
        int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

        if (client >= 0)
            return client;
        switch (errno) {
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
            wait_a_little();
            break;
        default: /* a client that is gone already, or a signal */
            break;
        }
    }
    return -1;
}
