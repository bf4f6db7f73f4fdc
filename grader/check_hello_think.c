/* check_hello_think.c: how a hello server waits, shown by time, as a ratio within one run.
 *
 * Waiting cannot be shortened by a busy machine, only prolonged: a lower bound is final, an upper
 * bound is tried again with a longer think, and counts only when the times themselves show the
 * pattern of one after another, or of a few at a time. Else the machine is too busy to tell. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "greeting.h"
#include "judge.h"
#include "observe.h"
#include "params.h"

struct run {
    int count;               /* of the clients */
    int64_t first;           /* when the first byte of all came to one of them      */
    int64_t done[CROWD_MAX]; /* when each was greeted, in order, from the start     */
    int64_t stall;           /* the longest time in which the grader itself stood still */
    bool slept;              /* a task was seen sleeping                            */
};

static void
note_naps(struct run *run, const struct server *s)
{
    struct witness w;

    witness_read(&w, s);
    run->slept = run->slept || w.naps[NAP_SLEEP] > 0;
}

/* Takes what came; who has the greeting and the end of stream leaves at once. */
static int
take_done(struct run *run, struct crowd *crowd, bool left[CROWD_MAX], int n, int64_t begin)
{
    crowd_listen(crowd);
    for (int i = 0; i < run->count; i++) {
        if (left[i] || !crowd->over[i])
            continue;
        greeting_judge(crowd->got[i], crowd->used[i], PLAY_EOF);
        close(crowd->fds[i]);
        now.record->timeline = crowd->times;
        left[i] = true;
        run->done[n++] = clock_ms() - begin;
    }
    return n;
}

static int64_t
first_byte(const struct timeline *times)
{
    int32_t first = INT32_MAX;

    for (int i = 0; i < times->count; i++)
        if (times->lanes[i].first != -1 && times->lanes[i].first < first)
            first = times->lanes[i].first;
    return first / 1000;
}

static void
run_crowd(struct run *run, const struct server *s, long think)
{
    static struct crowd crowd;
    int64_t begin = clock_ms(), until;
    int64_t last = begin, looked = 0;
    bool left[CROWD_MAX] = {false};

    crowd_connect(&crowd, s, NULL);
    *run = (struct run){.count = crowd.count};
    until = begin + run->count * think + PATIENCE_MS;
    crowd.times.work_us = (int32_t)think * 1000;
    for (int n = 0; (n = take_done(run, &crowd, left, n, begin)) < run->count;) {
        if (now.lab->model == MODEL_ASYNC && last - looked > think / 8) {
            note_naps(run, s);
            looked = last;
        }
        if (!look_again(until))
            judge_late("every client is greeted once its --think has passed");
        if (clock_ms() - last > run->stall)
            run->stall = clock_ms() - last;
        last = clock_ms();
    }
    run->first = first_byte(&crowd.times);
}

static bool
one_by_one(const struct run *run, long think)
{
    for (int i = 1; i < run->count; i++)
        if (run->done[i] - run->done[i - 1] < think - think / 10)
            return false;
    return true;
}

/* A few at a time: in every round of one think somebody is done, at its end. */
static bool
in_rounds(const struct run *run, long think)
{
    int64_t round = 0;

    for (int i = 0; i < run->count; i++) {
        if (run->done[i] % think > think / 5 || run->done[i] / think > round + 1)
            return false;
        round = run->done[i] / think;
    }
    return run->done[0] / think == 1;
}

static int64_t
last_done(const struct run *run)
{
    return run->done[run->count - 1];
}

static void
try_think(struct run *run, long think)
{
    struct server s;
    long count = param("clients");
    char number[16];
    const char *const args[] = {"--think", number, NULL};

    snprintf(number, sizeof number, "%ld", think);
    launch_start(&s, now.lab, "hello_server", args);
    judge_stage("%d clients at once, each after %ld ms of work", (int)count, think);
    run_crowd(run, &s, think);
    if (run->first < clock_soonest(think))
        judge_fail(V_FAIL, "no byte of a greeting before the time of --think has passed",
                   "the first came after %ld of %ld ms", (long)run->first, think);
    if (now.lab->model == MODEL_BLOCKING && last_done(run) < count * clock_soonest(think))
        judge_fail(V_WRONG_MODEL,
                   "one after another: the time for all is the sum of their --think times",
                   "%ld clients with %ld ms of work each took only %ld ms", count, think,
                   (long)last_done(run));
    program_signal(&s.program, SIGKILL);
    program_wait(&s.program, clock_ms() + PATIENCE_MS);
}

static _Noreturn void
fail_slow(const struct run *run, long think)
{
    bool loop = now.lab->model == MODEL_ASYNC && run->slept;

    if (loop) {
        judge_hint("%s", shape_hint(SHAPE_BLOCKS_THE_LOOP));
        judge_matters("%s", shape_why(SHAPE_BLOCKS_THE_LOOP));
        judge_see("%s", shape_see(SHAPE_BLOCKS_THE_LOOP));
    }
    judge_fail(
        V_WRONG_MODEL,
        "all clients are worked for (--think) at the same time: far less than half of one by one",
        "%s%d clients with %ld ms of work each took %ld ms, %s", loop ? "BLOCKS THE LOOP: " : "",
        run->count, think, (long)last_done(run),
        one_by_one(run, think) ? "one after another" : "a few at a time");
}

/* In doubt the think is made longer: what a busy machine adds counts less and less. */
START_TEST(think)
{
    static const long longer[] = {1, 5, 15};
    struct run run;
    long each = 0;

    for (int i = 0; i < 3; i++) {
        each = param("think") * longer[i];
        try_think(&run, each);
        judge_waits((double)each * (now.lab->model == MODEL_BLOCKING ? run.count : 1) / 1000);
        if (now.lab->model == MODEL_BLOCKING || last_done(&run) < run.count * each / 2) {
            judge_pass("%d clients, %ld ms of work each: %ld ms", run.count, each,
                       (long)last_done(&run));
            return;
        }
        if (i > 0 && (one_by_one(&run, each) || (run.stall < each / 5 && in_rounds(&run, each))))
            fail_slow(&run, each);
    }
    judge_fail(V_INCONCLUSIVE, "all clients are worked for (--think) at the same time",
               "%d clients with %ld ms of work each took %ld ms; the grader itself stood still for "
               "%ld ms: is this machine very busy?",
               run.count, each, (long)last_done(&run), (long)run.stall);
}
END_TEST

const struct check_kind hello_think_checks[] = {
    {"hello.think", &think, false, NULL},
    {NULL, NULL, false, NULL},
};
