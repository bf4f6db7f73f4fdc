/* observe.c: holds a crowd of silent clients at a server and looks until nothing moves. */
#include "observe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "relay.h"

/* No task may move for so long: a moment when all are served, longer while somebody waits, for
 * a server might yet turn to him. */
#define STILL_SERVED_MS  50
#define STILL_WAITING_MS 300

static int32_t
age(const struct crowd *c)
{
    return (int32_t)(clock_us() - c->begin);
}

void
crowd_connect(struct crowd *c, const struct server *s, const char *say)
{
    crowd_connect_some(c, s, param_has("clients") ? (int)param("clients") : COURSE_CLIENTS, say);
}

void
crowd_connect_some(struct crowd *c, const struct server *s, int count, const char *say)
{
    *c = (struct crowd){.server = s, .count = count, .begin = clock_us(), .times.count = count};
    for (int i = 0; i < count; i++) {
        c->times.lanes[i] = (struct lane){.connected = age(c), .first = -1, .end = -1};
        c->fds[i] = play_connect(s);
    }
    if (say != NULL)
        play_send(c->fds[count - 1], say, strlen(say), clock_ms() + PATIENCE_MS);
}

void
crowd_listen(struct crowd *c)
{
    for (int i = 0; i < c->count; i++) {
        size_t room = sizeof c->got[i] - 1 - c->used[i];
        ssize_t n;

        while (!c->over[i] && room > 0) {
            n = play_take(c->fds[i], c->got[i] + c->used[i], room);
            if (n == -1 && (errno == EAGAIN || errno == EINTR))
                break;
            c->over[i] = n <= 0;
            if (n > 0 && c->used[i] == 0)
                c->times.lanes[i].first = age(c);
            if (n <= 0)
                c->times.lanes[i].end = age(c);
            c->used[i] += n > 0 ? (size_t)n : 0;
            room -= n > 0 ? (size_t)n : 0;
        }
    }
}

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

static void
observe(struct sighting *seen, struct crowd *c, const struct server *s, const struct plan *plan)
{
    int64_t until, since;
    struct witness before;

    *seen = (struct sighting){.clients = (int)param("clients"), .promised = now.lab->model};
    judge_stage("looking at the idle server");
    settle_base(seen, s);
    judge_stage("holding %d silent clients", seen->clients);
    crowd_connect(c, s, plan->say);
    since = clock_ms();
    until = since + plan->patience_ms;
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
leave(struct crowd *c)
{
    for (int i = 0; i < c->count; i++)
        close(c->fds[i]);
    c->count = 0;
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
    leave(c);
    judge_stage("serving a client while the processes that hold none stand still");
    seen->passes_on = relay_needs(s, &helpers, plan);
}

static void
dismiss(struct crowd *c, struct server *s)
{
    leave(c);
    program_signal(&s->program, SIGKILL);
    program_wait(&s->program, clock_ms() + PATIENCE_MS);
}

static _Noreturn void
fail_model(enum verdict verdict, const struct sighting *seen)
{
    enum shape shape = model_name(seen);
    char told[RECORD_TEXT - 100];

    judge_stage("telling the model");
    judge_hint("%s", shape_hint(shape));
    judge_matters("%s", shape_why(shape));
    judge_see("%s", shape_see(shape));
    judge_fail(verdict, model_promise(now.lab->model), "%s%s: %s",
               seen->held.hidden > 0       ? "the kernel hides its descriptors; perhaps "
               : verdict == V_INCONCLUSIVE ? "the server never came to rest; perhaps "
                                           : "",
               shape_word(shape), model_tell(seen, told, sizeof told));
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
            return;
        }
        if (seen.settled)
            fail_model(seen.held.hidden > 0 ? V_INCONCLUSIVE : V_WRONG_MODEL, &seen);
        first = look == 0 ? model_name(&seen) : first;
        agree = agree && first == model_name(&seen) && first != SHAPE_UNKNOWN;
        dismiss(&crowd, &s);
    }
    fail_model(agree ? V_WRONG_MODEL : V_INCONCLUSIVE, &seen);
}
