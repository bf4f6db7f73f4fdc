/* json.c: the report for programs, one JSON object a submission. */
#include "report.h"

#include <jansson.h>

#include "supervise.h"

static json_t *
check(const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    char verdict[200], again[400];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    return json_pack("{ss ss ss ss sf sf sf ss ss ss ss ss ss ss}", "id", job->id, "lab",
                     job->lab->name, "verdict", verdict_word(r->verdict), "detail", verdict,
                     "points", job->rule->points * record_share(r), "max_points", job->rule->points,
                     "seconds", r->seconds, "checks", job->rule->words[RUBRIC_WHAT], "why", r->why,
                     "expected", r->expected, "came", r->came, "matters", report_matters(job),
                     "hint", report_hint(job), "again", again);
}

static json_t *
lab_totals(const struct grading *g)
{
    json_t *array = json_array();

    for (size_t l = 0; l < LAB_COUNT; l++) {
        struct total t = grading_total(g, &all_labs[l]);
        if (t.count > 0)
            json_array_append_new(array,
                                  json_pack("{ss sf sf si si}", "lab", all_labs[l].name, "points",
                                            t.points, "max_points", t.max, "passed", (int)t.passed,
                                            "checks", (int)t.count));
    }
    return array;
}

void
report_json(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *checks = json_array(), *notes = json_array(), *all;

    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(checks, check(g, &g->jobs[i], o));
    for (size_t i = 0; i < g->note_count; i++)
        json_array_append_new(notes, json_string(g->notes[i]));
    all = json_pack("{ss sI ss sf sf sf so so so}", "submission", g->name, "seed",
                    (json_int_t)o->seed, "protection", PROTECTION, "points", t.points, "max_points",
                    t.max, "seconds", g->seconds, "notes", notes, "labs", lab_totals(g), "checks",
                    checks);
    if (all != NULL)
        json_dumpf(all, out, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    fputc('\n', out);
    json_decref(all);
}
