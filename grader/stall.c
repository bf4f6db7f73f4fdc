/* stall.c: a second client asks again and again while the server is busy with the first. */
#include "stall.h"

#include <stdio.h>

#include "deadline.h"
#include "judge.h"
#include "model.h"
#include "witness.h"

/* No task moves for so long while somebody waits: nobody is going to answer. */
#define STILL_MS 300

enum stall_end
stall_watch(struct stall *s, bool (*answered)(void *arg), void *arg, int64_t until)
{
    int64_t begin = clock_us(), since = clock_ms();
    struct witness before, w;

    witness_read(&before, s->server);
    while (!answered(arg)) {
        witness_read(&w, s->server);
        if (!witness_still(&before, &w))
            since = clock_ms();
        before = w;
        witness_naps(&w, s->naps, sizeof s->naps);
        if (clock_ms() - since >= STILL_MS)
            return STALL_HELD_UP;
        if (!look_again(until))
            return STALL_LATE;
    }
    if ((double)(clock_us() - begin) / 1000 > s->longest_ms)
        s->longest_ms = (double)(clock_us() - begin) / 1000;
    return STALL_ANSWERED;
}

_Noreturn void
stall_fail(const struct stall *s, const char *during)
{
    bool loop = now.lab->model == MODEL_ASYNC;

    if (loop) {
        judge_hint("%s", shape_hint(SHAPE_BLOCKS_THE_LOOP));
        judge_matters("%s", shape_why(SHAPE_BLOCKS_THE_LOOP));
        judge_see("%s", shape_see(SHAPE_BLOCKS_THE_LOOP));
    }
    judge_fail(V_WRONG_MODEL, "other clients are answered meanwhile",
               "%s%s, another client was not answered; tasks: %s", loop ? "BLOCKS THE LOOP: " : "",
               during, s->naps);
}
