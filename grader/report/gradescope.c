/* gradescope.c: the report as Gradescope's results.json. */
#include <string.h>

#include "compact.h"
#include "forms.h"

static json_t *
test(const struct grading *g, size_t i, const struct options *o)
{
    const struct job *job = &g->jobs[i];
    char text[4000], number[40];

    report_tell(text, sizeof text, g, job, o, true); /* who sees it is Gradescope's business */
    snprintf(number, sizeof number, "%d.%zu", (int)(job->lab - all_labs) + 1, i + 1);
    return json_pack("{ss ss sf sf ss ss ss s[ss] ss}", "name", job->id, "number", number, "score",
                     earned(job), "max_score", job->rule->points, "status",
                     outcome_of(job->record) == OUTCOME_PASSED ? "passed" : "failed", "output",
                     text, "output_format", "text", "tags", job->lab->name,
                     verdict_word(job->record->verdict), "visibility",
                     visibility_word(job->rule->visibility));
}

/* What stands above the tests. */
static void
head(char *out, size_t size, const struct grading *g)
{
    struct total t = grading_total(g, NULL);
    int n =
        snprintf(out, size, "%zu of %zu checks passed, %g of %g points\nprotection level: %s\n",
                 t.passed, t.count, t.points, t.max, sandbox_means(g->sheet->order.sandbox.level));

    for (size_t i = 0; i < g->sheet->note_count && n < (int)size; i++)
        n += snprintf(out + n, size - (size_t)n, "note: %s\n", g->sheet->notes[i]);
}

void
form_gradescope(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *tests = json_array(), *all;
    char text[4000], seed[24];
    double stall = longest_stall(g);

    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(tests, test(g, i, o));
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)o->seed);
    head(text, sizeof text, g);
    all = json_pack("{sf sf ss ss ss s{ss} so}", "score", t.points, "execution_time",
                    g->sheet->seconds, "output", text, "output_format", "text", "stdout_visibility",
                    "hidden", "extra_data", "seed", seed, "tests", tests);
    if (all != NULL && stall > 0)
        json_object_set_new(all, "leaderboard",
                            json_pack("[{ss sf ss}]", "name", "Longest loop stall (ms)", "value",
                                      stall, "order", "asc"));
    compact_line(out, all);
}
