/* check_hello_model.c: how a hello server waits, shown by clients that are held. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "greeting.h"
#include "idle.h"
#include "judge.h"
#include "observe.h"
#include "stall.h"

/* The server gives silent clients up after 5 s: all must be seen before that. */
#define HOLD_MS 4000

static const char *const no_args[] = {NULL};

static bool
greeted(const char *got, bool last)
{
    (void)last;
    return strncmp(got, GREETING, GREETING_SIZE) == 0;
}

static void
start(struct server *s)
{
    launch_start(s, now.lab, "hello_server", no_args);
}

/* The server's connections: how many are accepted, how many wait. */
static bool
accepted(const struct server *s, int held)
{
    struct witness w;

    witness_read(&w, s);
    return w.held >= held && w.queue == 0;
}

static bool
second_accepted(void *arg)
{
    return accepted(arg, 2);
}

/* The loop may neither work for one client, nor have that done by a thread. false: it may have
 * worked, or just waited for a processor. */
static bool
judge_request(struct stall *stall, const struct witness *before, struct idle_time since, long think)
{
    struct idle_time t = idle_time();
    double ran = 1000 * (t.ran - since.ran), waited = 1000 * (t.waited - since.waited);
    struct witness w;

    if (ran > (double)think / 4)
        stall_fail(stall,
                   "while the server computed for one client, in place of waiting (--think)");
    witness_read(&w, stall->server);
    if (w.tasks > before->tasks) {
        judge_hint("%s", shape_hint(SHAPE_EVENT_HANDOVER));
        judge_matters("%s", shape_why(SHAPE_EVENT_HANDOVER));
        judge_see("%s", shape_see(SHAPE_EVENT_HANDOVER));
        judge_fail(V_WRONG_MODEL, model_promise(MODEL_ASYNC),
                   "%s: %d tasks before a request, %d during it", shape_word(SHAPE_EVENT_HANDOVER),
                   before->tasks, w.tasks);
    }
    return ran + waited < (double)think / 2;
}

/* One client's request takes a while (--think); a second one connects meanwhile: is it accepted
 * before the first has its greeting? true: it is; false: this time it cannot be told. */
static bool
look_during_request(struct stall *stall, long think)
{
    char number[16], byte;
    const char *const args[] = {"--think", number, NULL};
    int64_t begin, until = clock_ms() + think + PATIENCE_MS;
    struct witness before;
    struct server s;
    enum stall_end end;
    int first, second;
    ssize_t greeted;
    struct idle_time since;
    bool waits = true;

    snprintf(number, sizeof number, "%ld", think);
    launch_start(&s, now.lab, "hello_server", args);
    stall->server = &s;
    judge_stage("one client's request takes %ld ms; a second client connects", think);
    witness_read(&before, &s);
    since = idle_time();
    begin = clock_ms();
    first = play_connect(&s);
    while (!accepted(&s, 1) && look_again(until))
        continue;
    second = play_connect(&s);
    end = stall_watch(stall, second_accepted, &s, until);
    greeted = recv(first, &byte, 1, MSG_PEEK);
    if (greeted != -1 && clock_ms() - begin < clock_soonest(think))
        judge_fail(V_FAIL, "no byte of a greeting before the time of --think has passed",
                   "it had begun after %ld of %ld ms", (long)(clock_ms() - begin), think);
    if (end == STALL_HELD_UP && greeted == -1)
        stall_fail(stall, "while the server worked (--think) for one client");
    if (now.lab->model == MODEL_ASYNC)
        waits = judge_request(stall, &before, since, think);
    program_signal(&s.program, SIGKILL);
    program_wait(&s.program, clock_ms() + PATIENCE_MS);
    close(first);
    close(second);
    return waits && end == STALL_ANSWERED && greeted == -1;
}

static void
observe_request(char *told, size_t size)
{
    static const long thinks[] = {800, 2000, 5000};
    struct stall stall = {.longest_ms = 0};

    for (size_t i = 0; i < 3; i++)
        if (look_during_request(&stall, thinks[i])) {
            judge_stall(stall.longest_ms);
            snprintf(told, size, "; during a request another was accepted after %.0f ms",
                     stall.longest_ms);
            return;
        }
    judge_fail(V_INCONCLUSIVE, "a second client is accepted while the first one's request runs",
               "the server waited for the processor, or for so long that the first had its "
               "greeting by then; is this machine very busy?");
}

START_TEST(model)
{
    static const struct plan plan = {start, NULL, greeted, HOLD_MS};
    char told[RECORD_TEXT - 200], request[120] = "";

    observe_model(&plan, told, sizeof told);
    if (now.lab->model != MODEL_BLOCKING)
        observe_request(request, sizeof request);
    judge_pass("%s%s", told, request);
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

    launch_start(&s, now.lab, "hello_server", no_args);
    crowd_connect(&crowd, &s, NULL);
    for (int i = 0; i < crowd.count; i++) {
        judge_stage("%d clients held, client %d's turn", crowd.count - i, i + 1);
        wait_greeted(&crowd, i);
        for (int k = i + 1; k < crowd.count && now.lab->model == MODEL_BLOCKING; k++)
            if (crowd.used[k] > 0)
                judge_fail(V_WRONG_MODEL, model_promise(now.lab->model),
                           "client %d was served while client %d was still there", k + 1, i + 1);
        close(crowd.fds[i]);
        crowd.over[i] = true;
    }
    judge_pass("%d clients left one by one; each was greeted%s", crowd.count,
               now.lab->model == MODEL_BLOCKING ? " after the one before" : "");
}
END_TEST

const struct check_kind hello_model_checks[] = {
    {"hello.model", &model, false, NULL},
    {"hello.queue", &queue, false, NULL},
    {NULL, NULL, false, NULL},
};
