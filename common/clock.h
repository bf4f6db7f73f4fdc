/* The time, for measuring: it only ever goes forward. */
#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

/* Seconds since some moment in the past. */
static inline double
clock_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds as the struct that the system's calls want. */
static inline struct timespec
clock_timespec(double seconds)
{
    struct timespec t = {.tv_sec = (time_t)seconds};

    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    return t;
}

#endif
