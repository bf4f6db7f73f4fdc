/* The waits that serving one client takes, apart from reading and writing. */
#include "waits.h"

#include "clock.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* A send of nothing sends nothing, but fails once the connection is shut down. */
bool
wait_is_over(int client)
{
    return send(client, "", 0, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno == EPIPE;
}

void
wait_seconds(double seconds, int client)
{
    struct timespec until = clock_timespec(clock_now() + seconds);

    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        if (wait_is_over(client))
            return;
}

enum step
wait_connected(int s, const union net_address *to)
{
    if (connect(s, &to->any, net_address_size(to)) == 0 || errno == EISCONN)
        return STEP_DONE;
    return errno == EINPROGRESS || errno == EALREADY || errno == EINTR ? STEP_WAIT : STEP_FAILED;
}

int
wait_connect(const union net_address *to, double seconds)
{
    double deadline = clock_now() + seconds;
    int s = net_socket(to->any.sa_family, 0);
    enum step result;
    int failure;

    if (s < 0)
        return -1;
    net_set_patience(s, seconds);
    do
        result = wait_connected(s, to);
    while (result == STEP_WAIT && clock_now() < deadline);
    if (result == STEP_DONE)
        return s;
    failure = result == STEP_WAIT ? ETIMEDOUT : errno;
    close(s);
    errno = failure;
    return -1;
}

void
wait_for_end(int client, double seconds)
{
    double deadline = clock_now() + seconds;
    enum step result = STEP_DONE;
    size_t got = 1;
    char bytes[4096];

    shutdown(client, SHUT_WR);
    while (result == STEP_DONE && got > 0 && clock_now() < deadline) {
        net_set_read_patience(client, deadline - clock_now());
        result = net_receive(client, bytes, sizeof bytes, 0, &got);
    }
}
