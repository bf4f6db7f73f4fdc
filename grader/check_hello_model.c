/* check_hello_model.c: how a hello server waits, shown by clients that are held. */
#include <poll.h>
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

static void
start(struct server *s)
{
    launch_start(s, now.lab, "hello_server", no_args);
}

START_TEST(model)
{
    static const struct plan plan = {start, NULL, greeted, HOLD_MS};

    observe_model(&plan);
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

const struct check_kind hello_model_checks[] = {
    {"hello.model", &model, false, NULL},
    {"hello.queue", &queue, false, NULL},
    {NULL, NULL, false, NULL},
};
