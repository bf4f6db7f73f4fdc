/* needs.c: what a check needs of other checks, of its own lab and of the other lab of a pair. */
#include "needs.h"

#include <stdio.h>

/* Does the job need this one, of its own lab or of the peer's? */
static bool
waits_for(const struct job *job, const struct job *need)
{
    char name[sizeof need->id + 8];

    if (need != job && need->lab == job->lab)
        return rule_needs(job->rule, need->name);
    if (need->lab != job->peer)
        return false;
    snprintf(name, sizeof name, "peer.%s", need->name);
    return rule_needs(job->rule, name);
}

bool
needs_done(const struct grading *g, const struct job *job, const struct job **unmet)
{
    *unmet = NULL;
    for (size_t i = 0; i < g->count; i++) {
        const struct job *need = &g->jobs[i];
        if (!waits_for(job, need))
            continue;
        if (!need->done)
            return false;
        if (need->record->verdict != V_PASS && need->record->verdict != V_PARTIAL)
            *unmet = need;
    }
    return true;
}
