/* table.c: the report for people: a table, then a paragraph for each check that failed. */
#include "report.h"

#include <string.h>

#include "supervise.h"

#define ID_WIDTH      34
#define VERDICT_WIDTH 13

static void
row(FILE *out, const struct job *job)
{
    char points[40];

    snprintf(points, sizeof points, "%g/%g", job->rule->points * record_share(job->record),
             job->rule->points);
    if (job->record->verdict == V_CRASH) {
        char verdict[200];
        record_verdict(job->record, verdict, sizeof verdict);
        fprintf(out, "  %-*s %-*s %5s  %s\n", ID_WIDTH, job->name, VERDICT_WIDTH, verdict, points,
                job->record->why);
        return;
    }
    fprintf(out, "  %-*s %-*s %5s  %s\n", ID_WIDTH, job->name, VERDICT_WIDTH,
            verdict_word(job->record->verdict), points, job->record->why);
}

static void
lab_table(FILE *out, const struct grading *g, const struct lab *lab)
{
    struct total t = grading_total(g, lab);

    if (t.count == 0)
        return;
    fprintf(out, "\n%s\n", lab->name);
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab)
            row(out, &g->jobs[i]);
    fprintf(out, "  %-*s %-*s %g/%g\n", ID_WIDTH, "total", VERDICT_WIDTH, "", t.points, t.max);
}

static void
paragraph(FILE *out, const char *heading, const char *text)
{
    if (text[0] != '\0')
        fprintf(out, "  %-9s %s\n", heading, text);
}

static void
explain(FILE *out, const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    char verdict[200], again[400];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    fprintf(out, "\n%s: %s\n", job->id, verdict);
    paragraph(out, "checks", job->rule->words[RUBRIC_WHAT]);
    paragraph(out, "expected", r->expected);
    paragraph(out, "came", r->came[0] != '\0' ? r->came : r->why);
    paragraph(out, "doing", r->verdict == V_GRADER ? "" : r->stage);
    paragraph(out, "matters", report_matters(job));
    paragraph(out, "look at", report_hint(job));
    paragraph(out, "again", again);
}

void
report_table(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);

    fprintf(out, "submission  %s\n", g->name);
    fprintf(out, "seed        %llu\n", (unsigned long long)o->seed);
    fprintf(out, "protection  %s\n", PROTECTION);
    for (size_t i = 0; i < g->note_count; i++)
        fprintf(out, "note        %s\n", g->notes[i]);
    for (size_t l = 0; l < LAB_COUNT; l++)
        lab_table(out, g, &all_labs[l]);
    for (size_t i = 0; i < g->count; i++) {
        enum verdict v = g->jobs[i].record->verdict;
        if (v != V_PASS && v != V_SKIPPED && v != V_NOT_RUN)
            explain(out, g, &g->jobs[i], o);
    }
    fprintf(out, "\n%zu of %zu checks passed, %g of %g points, %.1f s\n", t.passed, t.count,
            t.points, t.max, g->seconds);
}
