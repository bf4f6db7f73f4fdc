/* observe.c: holds a crowd of silent clients at a server and looks until nothing moves. */
#include "observe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "deadline.h"
#include "judge.h"

/* No task may move for so long: a moment when all are served, longer while somebody waits, for
 * a server might yet turn to him. */
#define STILL_SERVED_MS  50
#define STILL_WAITING_MS 300

void
crowd_connect(struct crowd *c, const struct server *s, const char *say)
{
    *c = (struct crowd){.server = s};
    for (int i = 0; i < CROWD; i++)
        c->fds[i] = play_connect(s);
    if (say != NULL)
        play_send(c->fds[CROWD - 1], say, strlen(say), clock_ms() + PATIENCE_MS);
}

void
crowd_listen(struct crowd *c)
{
    for (int i = 0; i < CROWD; i++) {
        size_t room = sizeof c->got[i] - 1 - c->used[i];
        ssize_t n;

        while (!c->over[i] && room > 0) {
            n = recv(c->fds[i], c->got[i] + c->used[i], room, 0);
            if (n == -1 && (errno == EAGAIN || errno == EINTR))
                break;
            c->over[i] = n <= 0;
            c->used[i] += n > 0 ? (size_t)n : 0;
            room -= n > 0 ? (size_t)n : 0;
        }
    }
}

static int
count_served(const struct crowd *c, bool (*served)(const char *got, bool last), bool *last)
{
    int n = 0;

    for (int i = 0; i < CROWD; i++)
        n += served(c->got[i], i == CROWD - 1);
    *last = served(c->got[CROWD - 1], true);
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

void
observe(struct sighting *seen, struct crowd *c, const struct server *s, const char *say,
        bool (*served)(const char *got, bool last), long patience_ms)
{
    int64_t until, since;
    struct witness before;

    *seen = (struct sighting){.clients = CROWD};
    judge_stage("looking at the idle server");
    settle_base(seen, s);
    judge_stage("holding %d silent clients", CROWD);
    crowd_connect(c, s, say);
    since = clock_ms();
    until = since + patience_ms;
    witness_read(&before, s);
    do {
        int n = seen->served;
        crowd_listen(c);
        seen->served = count_served(c, served, &seen->last_served);
        witness_read(&seen->held, s);
        if (seen->served != n || !witness_still(&before, &seen->held))
            since = clock_ms();
        before = seen->held;
        seen->settled =
            clock_ms() - since >= (seen->served == CROWD ? STILL_SERVED_MS : STILL_WAITING_MS);
    } while (!seen->settled && look_again(until));
}

void
observe_judge(const struct sighting *seen)
{
    enum shape shape = model_name(seen);
    char told[RECORD_TEXT - 100];

    model_tell(seen, told, sizeof told);
    if (model_fits(shape, now.lab->model)) {
        judge_pass("%s: %s", shape_word(shape), told);
        return;
    }
    judge_stage("telling the model");
    judge_hint("%s", shape_hint(shape));
    if (!seen->settled && seen->held.naps[NAP_NONE] > 0)
        judge_fail(V_INCONCLUSIVE, model_promise(now.lab->model),
                   "the server kept running, so this may be wrong: %s: %s", shape_word(shape),
                   told);
    judge_fail(V_WRONG_MODEL, model_promise(now.lab->model), "%s: %s", shape_word(shape), told);
}
