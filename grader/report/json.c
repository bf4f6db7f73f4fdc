/* json.c: the report for programs, one JSON object a submission: the verdict file. */
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "forms.h"

static void
put(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, json_string(text));
}

static void
put_number(json_t *object, const char *key, double number)
{
    json_object_set_new(object, key, json_real(number));
}

static json_t *
timeline(const struct timeline *t)
{
    json_t *lanes = json_array();

    for (int i = 0; i < t->count; i++)
        json_array_append_new(lanes,
                              json_pack("{si si si}", "connected_us", t->lanes[i].connected,
                                        "first_us", t->lanes[i].first, "end_us", t->lanes[i].end));
    return json_pack("{si so}", "work_us", t->work_us, "clients", lanes);
}

static void
put_words(json_t *object, const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    char again[800];

    report_again(again, sizeof again, g, job, o);
    put(object, "checks", job->rule->words[RUBRIC_WHAT]);
    put(object, "why", r->why);
    put(object, "expected", r->expected);
    put(object, "came", r->came);
    put(object, "stage", r->stage);
    put(object, "matters", report_matters(job));
    put(object, "hint", report_hint(job));
    put(object, "see", report_see(job));
    put(object, "again", again);
}

static void
put_evidence(json_t *object, const struct record *r)
{
    put(object, "transcript", r->transcript);
    put(object, "output", r->output);
    if (r->timeline.count > 0)
        json_object_set_new(object, "timeline", timeline(&r->timeline));
    if (r->stall_ms > 0)
        put_number(object, "stall_ms", r->stall_ms);
}

static json_t *
check(const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    json_t *object = json_object();
    char verdict[200];

    record_verdict(r, verdict, sizeof verdict);
    put(object, "id", job->id);
    put(object, "lab", job->lab->name);
    put(object, "verdict", verdict_word(r->verdict));
    put(object, "detail", verdict);
    put_number(object, "points", earned(job));
    put_number(object, "max_points", job->rule->points);
    put(object, "visibility", visibility_word(job->rule->visibility));
    put_number(object, "seconds", r->seconds);
    if (r->runs > 0) {
        json_object_set_new(object, "runs", json_integer(r->runs));
        json_object_set_new(object, "passes", json_integer(r->passes));
    }
    put_number(object, "cpu_seconds", r->cpu);
    put_number(object, "must_wait_seconds", r->waited);
    put_words(object, g, job, o);
    put_evidence(object, r);
    return object;
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

static void
put_head(json_t *all, const struct grading *g, const struct options *o)
{
    time_t moment = time(NULL);
    struct tm utc;
    char now[32];

    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&moment, &utc));
    put(all, "submission", g->name);
    json_object_set_new(all, "seed", json_integer((json_int_t)o->seed));
    put(all, "protection", sandbox_means(g->sheet->order.sandbox.level));
    put(all, "written", now);
    put_number(all, "ended", (double)moment);
    put_number(all, "began", (double)moment - g->sheet->seconds);
}

void
form_json(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *checks = json_array(), *notes = json_array(), *all = json_object();

    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(checks, check(g, &g->jobs[i], o));
    for (size_t i = 0; i < g->sheet->note_count; i++)
        json_array_append_new(notes, json_string(g->sheet->notes[i]));
    put_head(all, g, o);
    put_number(all, "points", t.points);
    put_number(all, "max_points", t.max);
    put_number(all, "seconds", g->sheet->seconds);
    json_object_set_new(all, "notes", notes);
    json_object_set_new(all, "labs", lab_totals(g));
    json_object_set_new(all, "checks", checks);
    json_dumpf(all, out, JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(12));
    fputc('\n', out);
    json_decref(all);
}
