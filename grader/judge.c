/* judge.c: writes the record of the running check and ends it. */
#include "judge.h"

#include <check.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>

#include "deadline.h"
#include "proctree.h"
#include "program.h"
#include "watch.h"

#define SUSPECT (64L << 20) /* bytes; an idle server of a lab has a few million */
#define GROWTH  (8L << 20)  /* bytes in a second                                */

struct now now;

/* Whatever a check forgets to escape: nothing but printable ASCII gets into a record. */
static void
make_plain(char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            *text = '?';
}

#define WRITE(field, format)                                                                       \
    do {                                                                                           \
        va_list list;                                                                              \
        va_start(list, format);                                                                    \
        vsnprintf(now.record->field, sizeof now.record->field, format, list);                      \
        va_end(list);                                                                              \
        make_plain(now.record->field);                                                             \
    } while (0)

void
judge_stage(const char *format, ...)
{
    WRITE(stage, format);
}

void
judge_waits(double seconds)
{
    now.record->waited += seconds;
}

void
judge_stall(double ms)
{
    if (ms > now.record->stall_ms)
        now.record->stall_ms = ms;
}

void
judge_matters(const char *format, ...)
{
    WRITE(matters, format);
}

void
judge_hint(const char *format, ...)
{
    WRITE(hint, format);
}

void
judge_see(const char *format, ...)
{
    WRITE(see, format);
}

void
judge_pass(const char *format, ...)
{
    WRITE(why, format);
    now.record->verdict = V_PASS;
}

void
judge_partial(double share, const char *format, ...)
{
    WRITE(why, format);
    now.record->share = share;
    now.record->verdict = V_PARTIAL;
}

/* Signals by which the kernel says that a limit was passed. */
static const struct {
    int signal;
    const char *limit, *what;
} limits[] = {
    {SIGXFSZ, "output", "wrote more than 64 MiB into one file"},
    {SIGXCPU, "CPU time", "computed for more than 60 s"},
    {SIGSYS, "shared memory", NULL}, /* where the usher (usher.h) cannot hear of it */
};

static bool
passed_limit(struct record *r, const struct program *dead)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (limits[i].signal == dead->signal) {
            r->verdict = V_LIMIT;
            snprintf(r->limit, sizeof r->limit, "%s", limits[i].limit);
            if (limits[i].what == NULL)
                watch_speak(r);
            else
                snprintf(r->why, sizeof r->why, "%s %s: %.400s", dead->name, limits[i].what,
                         r->came);
            return true;
        }
    return false;
}

/* A reset or a missing answer is a symptom; when a signal ended the program, that is the cause. */
static void
prefer_crash(struct record *r)
{
    const struct program *dead = program_crashed();

    if (dead == NULL || passed_limit(r, dead))
        return;
    r->verdict = V_CRASH;
    r->signal = dead->signal;
    snprintf(r->why, sizeof r->why, "a signal ended %s: %.500s", dead->name, r->came);
}

static long
memory_used(void)
{
    static struct proctree tree;

    program_tree(&tree);
    return proctree_usage(&tree).memory;
}

/* A program that is late because it fills the memory shall be ended by the watch, with that as the
 * reason, however slow the machine is: as long as it grows, it is waited for. */
static void
wait_while_it_grows(void)
{
    long before = 0, used = memory_used();

    while (used > SUSPECT && used >= before + GROWTH) {
        for (int64_t until = clock_ms() + 1000; look_again(until);)
            continue;
        before = used;
        used = memory_used();
    }
}

_Noreturn void
judge_fail(enum verdict verdict, const char *expected, const char *format, ...)
{
    struct record *r = now.record;

    WRITE(came, format);
    snprintf(r->expected, sizeof r->expected, "%s", expected);
    snprintf(r->why, sizeof r->why, "%s", r->came);
    r->verdict = verdict;
    if (verdict == V_TIMEOUT)
        wait_while_it_grows();
    prefer_crash(r);
    ck_abort_msg("%s", r->why);
}

_Noreturn void
judge_late(const char *expected)
{
    judge_fail(V_TIMEOUT, expected, "nothing came in time: %s", now.record->stage);
}

_Noreturn void
judge_grader(const char *format, ...)
{
    WRITE(why, format);
    now.record->verdict = V_GRADER;
    ck_abort_msg("%s", now.record->why);
}
