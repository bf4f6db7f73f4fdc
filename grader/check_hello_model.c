/* check_hello_model.c: how a hello server waits: shown by held clients first, by time second. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "greeting.h"
#include "judge.h"
#include "observe.h"

/* The server gives silent clients up after 5 s: all must be seen before that. */
#define HOLD_MS 4000

static const char *const no_args[] = {NULL};

static bool
greeted(const char *got, bool last)
{
    (void)last;
    return strncmp(got, GREETING, GREETING_SIZE) == 0;
}

START_TEST(model)
{
    static struct crowd crowd;
    struct sighting seen;
    struct server s;

    server_start(&s, now.lab, "hello_server", no_args);
    observe(&seen, &crowd, &s, NULL, greeted, HOLD_MS);
    observe_judge(&seen);
}
END_TEST

/* Waits until client i has its greeting. */
static void
wait_greeted(struct crowd *c, int i)
{
    int64_t until = clock_ms() + PATIENCE_MS;

    for (crowd_listen(c); !greeted(c->got[i], false); crowd_listen(c))
        if (c->over[i] || !wait_fd(c->fds[i], POLLIN, until))
            judge_fail(c->over[i] ? V_FAIL : V_TIMEOUT, "every held client is greeted in its turn",
                       "client %d got %zu bytes%s", i + 1, c->used[i],
                       c->over[i] ? " and an end" : "");
}

START_TEST(queue)
{
    static struct crowd crowd;
    struct server s;

    server_start(&s, now.lab, "hello_server", no_args);
    crowd_connect(&crowd, &s, NULL);
    for (int i = 0; i < CROWD; i++) {
        judge_stage("%d clients held, client %d's turn", CROWD - i, i + 1);
        wait_greeted(&crowd, i);
        for (int k = i + 1; k < CROWD && now.lab->model == MODEL_BLOCKING; k++)
            if (crowd.used[k] > 0)
                judge_fail(V_WRONG_MODEL, model_promise(now.lab->model),
                           "client %d was served while client %d was still there", k + 1, i + 1);
        close(crowd.fds[i]);
        crowd.over[i] = true;
    }
    judge_pass("%d clients left one by one; each was greeted%s", CROWD,
               now.lab->model == MODEL_BLOCKING ? " after the one before" : "");
}
END_TEST

struct run {
    int64_t done[CROWD]; /* when each was greeted, in order, from the start */
    bool slept;          /* a task was seen sleeping                        */
};

static void
note_naps(struct run *run, const struct server *s)
{
    struct witness w;

    witness_read(&w, s);
    run->slept = run->slept || w.naps[NAP_SLEEP] > 0;
}

/* All connect at once; each leaves as soon as it has its greeting and the end of stream. */
static void
run_crowd(struct run *run, const struct server *s, long think)
{
    static struct crowd crowd;
    int64_t begin = clock_ms(), until = begin + CROWD * think + PATIENCE_MS;
    bool left[CROWD] = {false};

    *run = (struct run){.slept = false};
    crowd_connect(&crowd, s, NULL);
    for (int n = 0; n < CROWD;) {
        crowd_listen(&crowd);
        for (int i = 0; i < CROWD; i++) {
            if (left[i] || !crowd.over[i])
                continue;
            greeting_judge(crowd.got[i], crowd.used[i], PLAY_EOF);
            close(crowd.fds[i]);
            left[i] = true;
            run->done[n++] = clock_ms() - begin;
        }
        note_naps(run, s);
        if (n < CROWD && !look_again(until))
            judge_late("every client is greeted after its think");
    }
}

static bool
one_by_one(const struct run *run, long think)
{
    for (int i = 1; i < CROWD; i++)
        if (run->done[i] - run->done[i - 1] < think - think / 10)
            return false;
    return true;
}

/* A few at a time: each is done at the end of some round, not anywhere between. */
static bool
in_rounds(const struct run *run, long think)
{
    for (int i = 0; i < CROWD; i++)
        if (run->done[i] % think > think / 5)
            return false;
    return true;
}

static _Noreturn void
fail_slow(const struct run *run, long think)
{
    long total = (long)run->done[CROWD - 1];

    if (!one_by_one(run, think) && !in_rounds(run, think))
        judge_fail(V_INCONCLUSIVE, "all thinks at the same time",
                   "%d clients with %ld ms of work each took %ld ms: is this machine very busy?",
                   CROWD, think, total);
    if (now.lab->model == MODEL_ASYNC && run->slept)
        judge_hint("%s", shape_hint(SHAPE_BLOCKS_THE_LOOP));
    judge_fail(V_WRONG_MODEL, "all thinks at the same time: far less than half of one by one",
               "%s%d clients with %ld ms of work each took %ld ms, %s",
               now.lab->model == MODEL_ASYNC && run->slept ? "BLOCKS THE LOOP: " : "", CROWD, think,
               total, one_by_one(run, think) ? "one after another" : "a few at a time");
}

/* Sleeping cannot be shortened by a busy machine, only prolonged: the lower bound is final, the
 * upper bound gets a second try with a longer think. */
START_TEST(think)
{
    static const long thinks[] = {100, 500};
    struct run run = {{0}, false};
    struct server s;

    for (size_t i = 0; i < 2; i++) {
        char number[16];
        const char *const args[] = {"--think", number, NULL};
        long total;

        snprintf(number, sizeof number, "%ld", thinks[i]);
        server_start(&s, now.lab, "hello_server", args);
        judge_stage("%d clients at once, each after %ld ms of work", CROWD, thinks[i]);
        run_crowd(&run, &s, thinks[i]);
        total = (long)run.done[CROWD - 1];
        if (run.done[0] < thinks[i] - 1)
            judge_fail(V_FAIL, "no greeting before the time of --think has passed",
                       "the first came after %ld of %ld ms", (long)run.done[0], thinks[i]);
        if (now.lab->model == MODEL_BLOCKING && total < CROWD * thinks[i] - CROWD)
            judge_fail(V_WRONG_MODEL, "one after another: 5 clients take 5 thinks",
                       "%d clients with %ld ms of work each took only %ld ms", CROWD, thinks[i],
                       total);
        if (now.lab->model == MODEL_BLOCKING || total < CROWD * thinks[i] / 2) {
            judge_pass("%d clients, %ld ms of work each: %ld ms", CROWD, thinks[i], total);
            return;
        }
        program_signal(&s.program, SIGKILL);
        program_wait(&s.program, clock_ms() + PATIENCE_MS);
    }
    fail_slow(&run, thinks[1]);
}
END_TEST

const struct check_kind hello_model_checks[] = {
    {"hello.model", &model, 40, false, NULL},
    {"hello.queue", &queue, 60, false, NULL},
    {"hello.think", &think, 60, false, NULL},
    {NULL, NULL, 0, false, NULL},
};
