/* observe.c: holds a crowd of silent clients at a server and looks until nothing moves. */
#include "observe.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "proctask.h"
#include "relay.h"

/* No task may move for so long: a moment when all are served, longer while somebody waits, for
 * a server might yet turn to him. */
#define STILL_SERVED_MS  50
#define STILL_WAITING_MS 300

static int
count_served(const struct crowd *c, bool (*served)(const char *got, bool last), bool *last)
{
    int n = 0;

    for (int i = 0; i < c->count; i++)
        n += served(c->got[i], i == c->count - 1);
    *last = served(c->got[c->count - 1], true);
    return n;
}

static void
settle_base(struct sighting *seen, const struct server *s)
{
    int64_t until = clock_ms() + PATIENCE_MS, since = clock_ms();
    struct witness before;

    witness_read(&before, s);
    do {
        witness_read(&seen->base, s);
        if (!witness_still(&before, &seen->base))
            since = clock_ms();
        before = seen->base;
    } while (clock_ms() - since < STILL_SERVED_MS && look_again(until));
}

/* Until nothing moves any more. */
static void
watch(struct sighting *seen, struct crowd *c, const struct server *s, const struct plan *plan)
{
    int64_t since = clock_ms(), until = since + plan->patience_ms;
    struct witness before;

    witness_read(&before, s);
    do {
        int n = seen->served;
        crowd_listen(c);
        seen->served = count_served(c, plan->served, &seen->last_served);
        witness_read(&seen->held, s);
        if (seen->served != n || !witness_still(&before, &seen->held))
            since = clock_ms();
        before = seen->held;
        seen->settled = clock_ms() - since >=
                        (seen->served == seen->clients ? STILL_SERVED_MS : STILL_WAITING_MS);
    } while (!seen->settled && look_again(until));
}

static void
observe(struct sighting *seen, struct crowd *c, const struct server *s, const struct plan *plan)
{
    *seen = (struct sighting){.clients = (int)param("clients"), .promised = now.lab->model};
    judge_stage("looking at the idle server");
    settle_base(seen, s);
    judge_stage("holding %d silent clients", seen->clients);
    crowd_connect(c, s, plan->say);
    watch(seen, c, s, plan);
}

/* The crowd is there for the first question, and gone for the second. Where a process is made for a
 * client, the others have a part in that. */
static void
look_for_another(struct sighting *seen, struct crowd *c, const struct server *s,
                 const struct plan *plan)
{
    static struct proctree helpers;

    seen->passes_on = relay_connects(s);
    if (seen->passes_on || seen->held.processes == 1 || seen->held.processes > seen->base.processes)
        return;
    relay_find_helpers(s, &helpers);
    crowd_leave(c);
    judge_stage("serving a client while the processes that hold none stand still");
    seen->passes_on = relay_needs(s, &helpers, plan);
}

static void
dismiss(struct crowd *c, struct server *s)
{
    crowd_leave(c);
    program_signal(&s->program, SIGKILL);
    program_wait(&s->program, clock_ms() + PATIENCE_MS);
}

static _Noreturn void
fail_model(enum verdict verdict, const struct sighting *seen, const char *when)
{
    enum shape shape = model_name(seen);
    char told[RECORD_TEXT - 100];

    judge_stage("telling the model");
    judge_hint("%s", shape_hint(shape));
    judge_matters("%s", shape_why(shape));
    judge_see("%s", shape_see(shape));
    judge_fail(verdict, model_promise(now.lab->model), "%s%s: %s%s",
               seen->held.hidden > 0       ? "the kernel hides its descriptors; perhaps "
               : verdict == V_INCONCLUSIVE ? "the server never came to rest; perhaps "
                                           : "",
               shape_word(shape), when, model_tell(seen, told, sizeof told));
}

static void
make_stand_still(struct server *s)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    long breath = 0;

    program_signal(&s->program, SIGSTOP);
    while (!proctask_stands(program_pid(&s->program)) && look_soon(until, &breath))
        continue;
}

/* Two clients come at the same moment, as far as the server can tell: a loop may hear of both by
 * one event. Those that come one after another show that by chance only. Whatever else a server
 * does that was stopped says nothing about its model. */
static void
observe_two_at_once(const struct plan *plan)
{
    static struct crowd two;
    struct sighting seen = {.clients = 2, .promised = now.lab->model};
    struct server s;
    bool came;

    plan->start(&s);
    witness_read(&seen.base, &s);
    judge_stage("two clients connect while the server stands still (SIGSTOP)");
    make_stand_still(&s);
    came = crowd_connect_two(&two, &s, plan->say);
    program_signal(&s.program, SIGCONT);
    if (came)
        watch(&seen, &two, &s, plan);
    if (seen.settled && model_name(&seen) == SHAPE_DEAF_LOOP)
        fail_model(V_WRONG_MODEL, &seen, "two clients at the same moment; ");
    dismiss(&two, &s);
}

/* A server that never rests, or a machine too busy to see it rest: three looks that agree will
 * do, looks that differ tell nothing. */
void
observe_model(const struct plan *plan, char *told, size_t size)
{
    static struct crowd crowd;
    struct sighting seen;
    struct server s;
    enum shape first = SHAPE_UNKNOWN;
    bool agree = true;

    for (int look = 0; look < 3; look++) {
        plan->start(&s);
        observe(&seen, &crowd, &s, plan);
        look_for_another(&seen, &crowd, &s, plan);
        if (seen.held.hidden == 0 && model_fits(model_name(&seen), now.lab->model)) {
            int n = snprintf(told, size, "%s: ", shape_word(model_name(&seen)));
            model_tell(&seen, told + n, size - (size_t)n);
            dismiss(&crowd, &s);
            if (now.lab->model == MODEL_ASYNC)
                observe_two_at_once(plan);
            return;
        }
        if (seen.settled)
            fail_model(seen.held.hidden > 0 ? V_INCONCLUSIVE : V_WRONG_MODEL, &seen, "");
        first = look == 0 ? model_name(&seen) : first;
        agree = agree && first == model_name(&seen) && first != SHAPE_UNKNOWN;
        dismiss(&crowd, &s);
    }
    fail_model(agree ? V_WRONG_MODEL : V_INCONCLUSIVE, &seen, "");
}
