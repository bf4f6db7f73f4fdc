/* table.c: the report for people: a table, then a paragraph for each check that failed. */
#include <string.h>

#include "forms.h"
#include "repeat.h"
#include "timeline.h"

#define ID_WIDTH    34
#define VERDICT_MIN 13
#define FEW         3 /* failures, of which the conversations are shown, too */
#define LAST_LINES  14

/* What stands in the column; the time after which it was late is in the paragraph. */
static void
short_verdict(const struct job *job, char *out, size_t size)
{
    if (job->record->verdict == V_TIMEOUT)
        snprintf(out, size, "%s", verdict_word(V_TIMEOUT));
    else
        record_verdict(job->record, out, size);
}

static int
verdict_width(const struct grading *g, const struct lab *lab)
{
    char verdict[200];
    int width = VERDICT_MIN;

    for (size_t i = 0; i < g->count; i++) {
        short_verdict(&g->jobs[i], verdict, sizeof verdict);
        if (g->jobs[i].lab == lab && (int)strlen(verdict) > width)
            width = (int)strlen(verdict);
    }
    return width;
}

static void
row(FILE *out, const struct job *job, int width)
{
    char points[40], verdict[200];

    short_verdict(job, verdict, sizeof verdict);
    snprintf(points, sizeof points, "%g/%g", earned(job), job->rule->points);
    fprintf(out, "  %-*s %-*s %5s  %s\n", ID_WIDTH, job->name, width, verdict, points,
            job->record->why);
}

static void
lab_table(FILE *out, const struct grading *g, const struct lab *lab)
{
    struct total t = grading_total(g, lab);
    int width = verdict_width(g, lab);

    if (t.count == 0)
        return;
    fprintf(out, "\n%s\n", lab->name);
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab)
            row(out, &g->jobs[i], width);
    fprintf(out, "  %-*s %-*s %g/%g\n", ID_WIDTH, "total", width, "", t.points, t.max);
}

static void
paragraph(FILE *out, const char *heading, const char *text)
{
    if (text[0] != '\0')
        fprintf(out, "  %-9s %s\n", heading, text);
}

/* The last lines; report.html and results.json have all. */
static void
evidence(FILE *out, const char *heading, const char *text)
{
    const char *p = text + strlen(text), *end;

    for (int lines = 0; p > text; p--)
        if (p[-1] == '\n' && ++lines > LAST_LINES)
            break;
    for (; (end = strchr(p, '\n')) != NULL; p = end + 1) {
        fprintf(out, "  %-9s %.*s\n", heading, (int)(end - p), p);
        heading = "";
    }
}

static void
explain(FILE *out, const struct grading *g, const struct job *job, const struct options *o,
        bool whole)
{
    const struct record *r = job->record;
    char verdict[200], again[800];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    fprintf(out, "\n%s: %s\n", job->id, verdict);
    paragraph(out, "checks", job->rule->words[RUBRIC_WHAT]);
    paragraph(out, "expected", r->expected);
    paragraph(out, "came", report_came(job));
    paragraph(out, "doing", r->verdict == V_GRADER ? "" : r->stage);
    paragraph(out, "matters", report_matters(job));
    paragraph(out, "look at", report_hint(job));
    paragraph(out, "handout", report_see(job));
    paragraph(out, "again", again);
    if (whole) {
        evidence(out, "said", r->transcript);
        evidence(out, "wrote", r->output);
    }
}

/* Not of what passed, nor of what did not run because something else failed. */
static bool
is_explained(const struct job *job)
{
    enum verdict v = job->record->verdict;

    return v != V_PASS && v != V_SKIPPED && v != V_NOT_RUN;
}

static void
explanations(FILE *out, const struct grading *g, const struct options *o)
{
    size_t n = 0;

    for (size_t i = 0; i < g->count; i++)
        n += is_explained(&g->jobs[i]);
    for (size_t i = 0; i < g->count; i++)
        if (is_explained(&g->jobs[i]))
            explain(out, g, &g->jobs[i], o, n <= FEW);
}

/* What --repeat is for: who sometimes passes is judged by the grader's luck, or has a race. */
static void
waverings(FILE *out, const struct grading *g, unsigned times)
{
    size_t n = 0;

    fprintf(out, "\neach check %u times; neither always nor never passed:\n", times);
    for (size_t i = 0; i < g->count; i++) {
        const struct record *r = g->jobs[i].record;
        if (!repeat_wavers(r))
            continue;
        fprintf(out, "  %-45s passed %d of %d; once: %s\n", g->jobs[i].id, r->passes, r->runs,
                r->why);
        n++;
    }
    if (n == 0)
        fprintf(out, "  none\n");
}

void
form_table(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);

    fprintf(out, "submission  %s\n", g->name);
    fprintf(out, "seed        %llu\n", (unsigned long long)o->seed);
    fprintf(out, "protection  %s\n", sandbox_means(g->sheet->order.sandbox.level));
    for (size_t i = 0; i < g->sheet->note_count; i++)
        fprintf(out, "note        %s\n", g->sheet->notes[i]);
    for (size_t l = 0; l < LAB_COUNT; l++)
        lab_table(out, g, &all_labs[l]);
    timeline_text(out, g);
    explanations(out, g, o);
    if (o->repeat > 1)
        waverings(out, g, o->repeat);
    fprintf(out, "\n%zu of %zu checks passed, %g of %g points, %.1f s\n", t.passed, t.count,
            t.points, t.max, g->sheet->seconds);
}
