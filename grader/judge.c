/* judge.c: writes the record of the running check and ends it. */
#include "judge.h"

#include <check.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>

#include "program.h"

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

/* A reset or a missing answer is a symptom; when a signal ended the program, that is the cause. */
static void
prefer_crash(struct record *r)
{
    const struct program *dead = program_crashed();

    if (dead == NULL)
        return;
    if (dead->signal == SIGXFSZ || dead->signal == SIGXCPU) {
        r->verdict = V_LIMIT;
        snprintf(r->limit, sizeof r->limit, dead->signal == SIGXFSZ ? "output" : "CPU time");
        snprintf(r->why, sizeof r->why,
                 dead->signal == SIGXFSZ ? "%s wrote more than 64 MiB into one file: %.500s"
                                         : "%s computed for more than 60 s: %.500s",
                 dead->name, r->came);
        return;
    }
    r->verdict = V_CRASH;
    r->signal = dead->signal;
    snprintf(r->why, sizeof r->why, "a signal ended %s: %.500s", dead->name, r->came);
}

_Noreturn void
judge_fail(enum verdict verdict, const char *expected, const char *format, ...)
{
    struct record *r = now.record;

    WRITE(came, format);
    snprintf(r->expected, sizeof r->expected, "%s", expected);
    snprintf(r->why, sizeof r->why, "%s", r->came);
    r->verdict = verdict;
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
