/* ending.c: how programs must end: in time, with the right exit status, leaving nothing. */
#include "ending.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "proctree.h"
#include "text.h"

static const char *
last_words(const struct program *p, char *out, size_t size)
{
    char text[300];
    size_t n = program_read(p->err, text, sizeof text);

    return text_escape(out, size, text, n);
}

void
ending_status(struct program *p, int status, const char *expected)
{
    char words[400];

    if (!program_wait(p, clock_ms() + PATIENCE_MS))
        judge_late(expected);
    if (p->signal != 0)
        judge_fail(V_CRASH, expected, "a signal ended %s", p->name);
    if (p->status != status)
        judge_fail(V_FAIL, expected, "%s ended with exit status %d; stderr: %s", p->name, p->status,
                   last_words(p, words, sizeof words));
}

void
ending_clean(struct server *s)
{
    static const char expected[] = "exit status 0, and no process or port left";
    static struct proctree tree;
    struct tcp_row row;

    if (!program_wait(&s->program, clock_ms() + PATIENCE_MS)) {
        judge_hint(
            "Is the signal blocked or ignored, or accept(2) simply called again after EINTR?");
        judge_late(expected);
    }
    if (s->program.signal == SIGTERM || s->program.signal == SIGINT)
        judge_fail(V_FAIL, expected, "the signal itself ended it (SIG%s): it has no handler",
                   sigabbrev_np(s->program.signal));
    if (s->program.signal != 0) {
        now.record->signal = s->program.signal;
        judge_fail(V_CRASH, expected, "a signal ended %s while it was stopping", s->program.name);
    }
    if (s->program.status != 0)
        judge_fail(V_FAIL, expected, "exit status %d", s->program.status);
    program_tree(&tree);
    if (tree.count > 0)
        judge_fail(V_LEAK, expected, "%zu of its processes are still there", tree.count);
    if (launch_listens(s, &row))
        judge_fail(V_LEAK, expected, "port %u still takes connections", s->port);
}
