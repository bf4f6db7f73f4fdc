/* platforms.c: the report in the forms that Gradescope, Autolab, GitHub Classroom and
 * PrairieLearn read; there, having graded is success, whatever the points. */
#include "report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "supervise.h"

/* All that a student is told about one check. */
static void
tell(const struct grading *g, const struct job *job, const struct options *o, char *out,
     size_t size)
{
    const struct record *r = job->record;
    char verdict[200], again[400];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    if (r->verdict == V_PASS)
        snprintf(out, size, "%s", r->why);
    else
        snprintf(out, size, "%s: %s\nexpected: %s\nmatters: %s\nlook at: %s\nagain: %s", verdict,
                 r->why, r->expected, report_matters(job), report_hint(job), again);
}

static void
put(FILE *out, json_t *object, const char *end)
{
    if (object != NULL)
        json_dumpf(object, out, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6));
    fputs(end, out);
    json_decref(object);
}

void
report_gradescope(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *tests = json_array();
    char text[3000], seed[24];

    snprintf(seed, sizeof seed, "%llu", (unsigned long long)o->seed);
    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        tell(g, job, o, text, sizeof text);
        json_array_append_new(tests, json_pack("{ss sf sf ss ss ss s[s]}", "name", job->id, "score",
                                               job->rule->points * record_share(job->record),
                                               "max_score", job->rule->points, "status",
                                               job->record->verdict == V_PASS ? "passed" : "failed",
                                               "output", text, "output_format", "text", "tags",
                                               job->lab->name));
    }
    snprintf(text, sizeof text, "protection level: %s", PROTECTION);
    put(out,
        json_pack("{sf sf ss ss ss s{ss} so}", "score", t.points, "execution_time", g->seconds,
                  "output", text, "output_format", "text", "stdout_visibility", "hidden",
                  "extra_data", "seed", seed, "tests", tests),
        "\n");
}

/* The last line of stdout, and nothing after it. */
void
report_autolab(FILE *out, const struct grading *g, const struct options *o)
{
    struct total all = grading_total(g, NULL);
    json_t *scores = json_object();

    (void)o;
    for (size_t l = 0; l < LAB_COUNT; l++) {
        struct total t = grading_total(g, &all_labs[l]);
        if (t.count > 0)
            json_object_set_new(scores, all_labs[l].name, json_real(t.points));
    }
    put(out, json_pack("{so s[f]}", "scores", scores, "scoreboard", all.points), "\n");
}

void
report_prairielearn(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *tests = json_array();
    char text[3000];

    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        tell(g, job, o, text, sizeof text);
        json_array_append_new(tests, json_pack("{ss sf sf ss ss}", "name", job->id, "points",
                                               job->rule->points * record_share(job->record),
                                               "max_points", job->rule->points, "message",
                                               job->record->why, "output", text));
    }
    put(out,
        json_pack("{sb sf ss ss so}", "gradable", 1, "score", t.max > 0 ? t.points / t.max : 0.0,
                  "message", "", "output", PROTECTION, "tests", tests),
        "\n");
}

static void
base64(FILE *out, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = strlen(text);

    for (size_t i = 0; i < n; i += 3) {
        unsigned long v = (unsigned long)(unsigned char)text[i] << 16;
        v |= i + 1 < n ? (unsigned long)(unsigned char)text[i + 1] << 8 : 0;
        v |= i + 2 < n ? (unsigned long)(unsigned char)text[i + 2] : 0;
        fputc(digits[v >> 18], out);
        fputc(digits[v >> 12 & 63], out);
        fputc(i + 1 < n ? digits[v >> 6 & 63] : '=', out);
        fputc(i + 2 < n ? digits[v & 63] : '=', out);
    }
}

/* One line for the file that GITHUB_OUTPUT names: result=BASE64. */
void
report_github(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);
    json_t *tests = json_array(), *all;
    char text[3000], again[400], *dump;

    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        bool ok = job->record->verdict == V_PASS;
        tell(g, job, o, text, sizeof text);
        report_again(again, sizeof again, g, job, o);
        json_array_append_new(tests, json_pack("{ss ss sf ss ss ss si si}", "name", job->id,
                                               "status", ok ? "pass" : "fail", "score",
                                               job->rule->points * record_share(job->record),
                                               "message", ok ? "" : text, "test_code", again,
                                               "filename", "", "line_no", 0, "duration",
                                               (int)(job->record->seconds * 1000)));
    }
    all = json_pack("{si ss sf so}", "version", 1, "status", t.passed == t.count ? "pass" : "fail",
                    "max_score", t.max, "tests", tests);
    dump = all != NULL ? json_dumps(all, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
    fputs("result=", out);
    if (dump != NULL)
        base64(out, dump);
    fputc('\n', out);
    free(dump);
    json_decref(all);
}
