/* record.c: the words for verdicts, and what they are worth. */
#include "record.h"

#include <stdio.h>
#include <string.h>

static const char *const words[] = {
    [V_NOT_RUN] = "NOT_RUN",         [V_PASS] = "PASS",
    [V_PARTIAL] = "PARTIAL",         [V_FAIL] = "FAIL",
    [V_BUILD_ERROR] = "BUILD_ERROR", [V_CRASH] = "CRASH",
    [V_TIMEOUT] = "TIMEOUT",         [V_LIMIT] = "LIMIT",
    [V_WRONG_MODEL] = "WRONG_MODEL", [V_LEAK] = "LEAK",
    [V_TAMPER] = "TAMPER",           [V_INCONCLUSIVE] = "INCONCLUSIVE",
    [V_SKIPPED] = "SKIPPED",         [V_GRADER] = "GRADER_ERROR",
};

const char *
verdict_word(enum verdict verdict)
{
    return words[verdict];
}

enum verdict
verdict_find(const char *word)
{
    enum verdict v = V_NOT_RUN;

    while (v < VERDICTS && strcmp(words[v], word) != 0)
        v++;
    return v;
}

void
record_verdict(const struct record *r, char *out, size_t size)
{
    const char *word = verdict_word(r->verdict);
    const char *name = r->verdict == V_CRASH ? sigabbrev_np(r->signal) : NULL;

    if (name != NULL)
        snprintf(out, size, "%s(SIG%s)", word, name);
    else if (r->verdict == V_CRASH)
        snprintf(out, size, "%s(signal %d)", word, r->signal);
    else if (r->verdict == V_LIMIT && r->limit[0] != '\0')
        snprintf(out, size, "%s(%s)", word, r->limit);
    else if (r->verdict == V_TIMEOUT && r->stage[0] != '\0')
        snprintf(out, size, "%s(%s)", word, r->stage);
    else
        snprintf(out, size, "%s", word);
}

double
record_share(const struct record *r)
{
    if (r->verdict == V_PASS)
        return 1;
    return r->verdict == V_PARTIAL ? r->share : 0;
}
