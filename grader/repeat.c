/* repeat.c: runs every check several times, to find those that do not always say the same. */
#include "repeat.h"

#include <stdlib.h>

#include "supervise.h"

/* Before a further run: its record and its turn are as if there had been none, but for the count,
 * which so outlives a Ctrl-C. */
static void
begin_anew(struct grading *g, const struct record *kept)
{
    for (size_t i = 0; i < g->count; i++) {
        *g->jobs[i].record = (struct record){.runs = kept[i].runs, .passes = kept[i].passes};
        g->jobs[i].done = false;
        g->jobs[i].runner = 0;
    }
}

/* What is worth keeping: the first run that was not passed, else the last. */
static void
keep(struct record *kept, const struct record *r)
{
    int runs = kept->runs + (r->verdict != V_NOT_RUN && r->verdict != V_SKIPPED);
    int passes = kept->passes + (r->verdict == V_PASS);
    bool fell = kept->runs > kept->passes;

    if (!fell && (r->verdict != V_NOT_RUN || kept->runs == 0))
        *kept = *r;
    kept->runs = runs;
    kept->passes = passes;
}

bool
repeat_supervise(struct grading *g, const char *room, uint64_t seed, unsigned times)
{
    struct record *kept = calloc(g->count + 1, sizeof *kept);
    bool whole = true;

    if (kept == NULL || times <= 1) {
        free(kept);
        return supervise(g, room, seed);
    }
    for (unsigned i = 0; i < times && whole; i++) {
        begin_anew(g, kept);
        whole = supervise(g, room, seed);
        for (size_t k = 0; k < g->count; k++)
            keep(&kept[k], g->jobs[k].record);
    }
    for (size_t k = 0; k < g->count; k++)
        *g->jobs[k].record = kept[k];
    free(kept);
    return whole;
}

bool
repeat_wavers(const struct record *r)
{
    return r->passes > 0 && r->passes < r->runs;
}
