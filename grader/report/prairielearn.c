/* prairielearn.c: the report as PrairieLearn's results.json. */
#include <string.h>

#include "compact.h"
#include "forms.h"

/* Nothing was built: the student may hand in again, at no cost. */
static bool
nothing_builds(const struct grading *g)
{
    size_t builds = 0;

    for (size_t i = 0; i < g->count; i++) {
        enum verdict v = g->jobs[i].record->verdict;
        if (v != V_BUILD_ERROR && v != V_SKIPPED)
            return false;
        builds += v == V_BUILD_ERROR;
    }
    return builds > 0;
}

static json_t *
build_errors(const struct grading *g)
{
    json_t *errors = json_array();

    for (size_t i = 0; i < g->sheet->note_count; i++)
        if (strncmp(g->sheet->notes[i], "build: ", 7) == 0)
            json_array_append_new(errors, json_string(g->sheet->notes[i] + 7));
    for (size_t i = 0; i < g->count && json_array_size(errors) == 0; i++)
        if (g->jobs[i].record->verdict == V_BUILD_ERROR)
            json_array_append_new(errors, json_string(g->jobs[i].record->why));
    if (g->count == 0)
        json_array_append_new(errors, json_string(g->sheet->trouble));
    return errors;
}

static json_t *
test(const struct grading *g, const struct job *job, const struct options *o)
{
    bool seen = job->rule->visibility == VISIBLE;
    char text[3000];

    report_tell(text, sizeof text, g, job, o, false);
    return json_pack("{ss sf sf ss ss}", "name", job->id, "points", earned(job), "max_points",
                     job->rule->points, "message", seen ? job->record->why : "", "output", text);
}

void
form_prairielearn(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *tests;

    if (g->count == 0 || nothing_builds(g)) {
        compact_line(out, json_pack("{sb so}", "gradable", 0, "format_errors", build_errors(g)));
        return;
    }
    tests = json_array();
    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(tests, test(g, &g->jobs[i], o));
    compact_line(out, json_pack("{sb sf ss ss so}", "gradable", 1, "score",
                                t.max > 0 ? t.points / t.max : 0.0, "message", "", "output",
                                sandbox_means(g->sheet->order.sandbox.level), "tests", tests));
}
