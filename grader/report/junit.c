/* junit.c: the report as JUnit XML, as Jenkins, GitLab and pytest read it. */
#include <string.h>

#include "forms.h"
#include "markup.h"

static void
result(FILE *out, const struct grading *g, const struct job *job, const struct options *o)
{
    static const char *const tags[OUTCOMES] = {"", "failure", "error", "skipped"};
    const struct record *r = job->record;
    enum outcome outcome = outcome_of(r);
    char text[4096];

    fprintf(out, "      <%s message=\"", tags[outcome]);
    markup_text(out, r->why);
    if (outcome == OUTCOME_SKIPPED) {
        fprintf(out, "\"/>\n");
        return;
    }
    fprintf(out, "\" type=\"%s\">", verdict_word(r->verdict));
    markup_text(out, report_tell(text, sizeof text, g, job, o, true));
    fprintf(out, "</%s>\n", tags[outcome]);
}

static void
testcase(FILE *out, const struct grading *g, const struct job *job, const struct options *o)
{
    fprintf(out, "    <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">\n", job->lab->name,
            job->name, job->record->seconds);
    if (outcome_of(job->record) != OUTCOME_PASSED)
        result(out, g, job, o);
    fprintf(out, "      <system-out>%g of %g points</system-out>\n    </testcase>\n", earned(job),
            job->rule->points);
}

static void
testsuite(FILE *out, const struct grading *g, const struct options *o, const struct lab *lab)
{
    struct total t = grading_total(g, lab);
    size_t count[OUTCOMES] = {0};
    double seconds = 0;

    if (t.count == 0)
        return;
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab) {
            count[outcome_of(g->jobs[i].record)]++;
            seconds += g->jobs[i].record->seconds;
        }
    fprintf(out,
            "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
            "skipped=\"%zu\" time=\"%.3f\">\n",
            lab->name, t.count, count[OUTCOME_FAILED], count[OUTCOME_ERROR], count[OUTCOME_SKIPPED],
            seconds);
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab)
            testcase(out, g, &g->jobs[i], o);
    fprintf(out, "    <system-out>%g of %g points</system-out>\n  </testsuite>\n", t.points, t.max);
}

/* One case, so that a reader who counts sees that something went wrong. */
static void
nothing_graded(FILE *out, const struct grading *g)
{
    fprintf(out, "  <testsuite name=\"grader\" tests=\"1\" failures=\"0\" errors=\"1\">\n"
                 "    <testcase name=\"grading\">\n      <error message=\"GRADER_ERROR\">");
    markup_text(out, g->sheet->trouble);
    fprintf(out, "</error>\n    </testcase>\n  </testsuite>\n");
}

void
form_junit(FILE *out, const struct grading *g, const struct options *o)
{
    fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (size_t l = 0; l < LAB_COUNT; l++)
        testsuite(out, g, o, &all_labs[l]);
    if (g->count == 0)
        nothing_graded(out, g);
    fprintf(out, "</testsuites>\n");
}
