/* tap.c: the report as TAP 13, for prove(1) and its kind. */
#include <jansson.h>
#include <string.h>

#include "forms.h"

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

    if (text[0] != '\0' && string != NULL) {
        fprintf(out, "  %s: ", key);
        json_dumpf(string, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
        fputc('\n', out);
    }
    json_decref(string);
}

/* The lines of a text as a list, so that nobody has to read escaped line ends. */
static void
quoted_lines(FILE *out, const char *key, const char *text)
{
    char line[1000];
    const char *end;

    if (text[0] != '\0')
        fprintf(out, "  %s:\n", key);
    for (; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        snprintf(line, sizeof line, "%.*s", (int)(end - text), text);
        json_t *string = json_string(line);
        fputs("    - ", out);
        if (string != NULL)
            json_dumpf(string, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
        fputc('\n', out);
        json_decref(string);
    }
}

static void
details(FILE *out, const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    char again[800], verdict[200];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    fprintf(out, "  ---\n");
    quoted(out, "message", r->why);
    fprintf(out, "  severity: %s\n", outcome_of(r) == OUTCOME_ERROR ? "error" : "fail");
    fprintf(out, "  verdict: %s\n", verdict_word(r->verdict));
    quoted(out, "detail", verdict);
    fprintf(out, "  points: %g\n  max_points: %g\n", earned(job), job->rule->points);
    quoted(out, "expected", r->expected);
    quoted(out, "came", report_came(job));
    quoted(out, "matters", report_matters(job));
    quoted(out, "look_at", report_hint(job));
    quoted(out, "handout", report_see(job));
    quoted(out, "again", again);
    quoted_lines(out, "transcript", r->transcript);
    quoted_lines(out, "output", r->output);
    fprintf(out, "  ...\n");
}

void
form_tap(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);

    if (g->count == 0) {
        fprintf(out, "TAP version 13\nBail out! ");
        description(out, g->sheet->trouble);
        fputc('\n', out);
        return;
    }
    fprintf(out, "TAP version 13\n1..%zu\n", g->count);
    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        enum outcome outcome = outcome_of(job->record);
        bool ok = outcome == OUTCOME_PASSED || outcome == OUTCOME_SKIPPED;

        fprintf(out, "%sok %zu - ", ok ? "" : "not ", i + 1);
        description(out, job->id);
        if (outcome == OUTCOME_SKIPPED) {
            fprintf(out, " # SKIP ");
            description(out, job->record->why);
        }
        fputc('\n', out);
        if (!ok)
            details(out, g, job, o);
    }
    fprintf(out, "# %zu of %zu checks passed, %g of %g points\n", t.passed, t.count, t.points,
            t.max);
}
