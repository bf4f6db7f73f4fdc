/* tap.c: the report as TAP 13, for prove(1) and its kind. */
#include "report.h"

#include <jansson.h>

static void
description(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '#' || *text == '\\')
            fputc('\\', out);
        fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
    }
}

/* YAML takes JSON's strings as they are. */
static void
quoted(FILE *out, const char *key, const char *text)
{
    json_t *string = json_string(text);

    fprintf(out, "  %s: ", key);
    if (string != NULL)
        json_dumpf(string, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    fputc('\n', out);
    json_decref(string);
}

static void
details(FILE *out, const struct job *job)
{
    fprintf(out, "  ---\n");
    quoted(out, "message", job->record->why);
    quoted(out, "expected", job->record->expected);
    fprintf(out, "  severity: fail\n  verdict: %s\n", verdict_word(job->record->verdict));
    fprintf(out, "  points: %g\n  max_points: %g\n  ...\n",
            job->rule->points * record_share(job->record), job->rule->points);
}

void
report_tap(FILE *out, const struct grading *g, const struct options *o)
{
    (void)o;
    fprintf(out, "TAP version 13\n1..%zu\n", g->count);
    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        enum verdict v = job->record->verdict;
        bool skipped = v == V_SKIPPED || v == V_INCONCLUSIVE;
        bool ok = v == V_PASS || skipped;

        fprintf(out, "%sok %zu - ", ok ? "" : "not ", i + 1);
        description(out, job->id);
        if (skipped) {
            fprintf(out, " # SKIP ");
            description(out, job->record->why);
        }
        fputc('\n', out);
        if (!ok)
            details(out, job);
    }
}
