/* deadline.c: all waiting of the grader: until something happens, or until a moment. */
#include "deadline.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

#define BREATH_MS 8

int64_t
clock_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_ms(void)
{
    return clock_us() / 1000;
}

int64_t
clock_soonest(int64_t ms)
{
    struct timespec tick;

    clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
    return ms - tick.tv_nsec / 1000000 - 1; /* clock_ms cuts off the rest of a millisecond */
}

bool
wait_fd(int fd, short events, int64_t until)
{
    for (;;) {
        struct pollfd p = {.fd = fd, .events = events};
        int64_t left = until - clock_ms();
        int n = poll(&p, 1, left > 0 ? (int)left : 0);

        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

bool
look_again(int64_t until)
{
    if (clock_ms() >= until)
        return false;
    poll(NULL, 0, BREATH_MS);
    return true;
}

bool
look_soon(int64_t until, long *breath_us)
{
    struct timespec t;

    if (clock_ms() >= until)
        return false;
    *breath_us = *breath_us == 0 ? 50 : *breath_us * 2;
    if (*breath_us > BREATH_MS * 1000)
        *breath_us = BREATH_MS * 1000;
    t = (struct timespec){.tv_nsec = *breath_us * 1000};
    ppoll(NULL, 0, &t, NULL);
    return true;
}
