/* deadline.h: all waiting of the grader: until something happens, or until a moment. */
#ifndef GRADER_DEADLINE_H
#define GRADER_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

/* How long a program may take for one thing before the grader gives up. Only a failing
 * program ever uses it up, so it is generous: a busy machine is slow, not wrong. */
#define PATIENCE_MS 10000

/* Milliseconds, and microseconds, on a clock that only goes forward. */
int64_t clock_ms(void);
int64_t clock_us(void);

/* How soon a timer of ms milliseconds may end in a correct program. Libevent's, unless asked to be
 * precise, reads a clock that moves with the kernel's ticks only: it begins up to one ago. */
int64_t clock_soonest(int64_t ms);

/* Waits until fd has one of the poll(2) events (or hung up); false: the moment came first. */
bool wait_fd(int fd, short events, int64_t until);

/* What the kernel shows in /proc announces nothing, so it must be looked at again:
 * waits a breath (a few milliseconds); false: the moment has come, stop looking. */
bool look_again(int64_t until);

/* The same for what mostly has happened already, or is about to: the first breaths are short.
 * *breath_us is 0 at first, and then this function's own. */
bool look_soon(int64_t until, long *breath_us);

#endif
