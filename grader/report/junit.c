/* junit.c: the report as JUnit XML, as Jenkins, GitLab and pytest read it. */
#include "report.h"

#include <string.h>

enum kind { KIND_OK, KIND_FAILURE, KIND_ERROR, KIND_SKIPPED };

static enum kind
kind_of(const struct record *r)
{
    switch (r->verdict) {
    case V_PASS:
        return KIND_OK;
    case V_SKIPPED:
    case V_INCONCLUSIVE:
        return KIND_SKIPPED;
    case V_GRADER:
    case V_NOT_RUN:
        return KIND_ERROR;
    default:
        return KIND_FAILURE;
    }
}

static void
escaped(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text >= ' ' && *text <= '~' ? *text : '?', out);
        }
}

static void
testcase(FILE *out, const struct job *job)
{
    static const char *const tags[] = {"", "failure", "error", "skipped"};
    const struct record *r = job->record;
    enum kind kind = kind_of(r);

    fprintf(out, "    <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"", job->lab->name,
            job->name, r->seconds);
    if (kind == KIND_OK) {
        fprintf(out, "/>\n");
        return;
    }
    fprintf(out, ">\n      <%s message=\"", tags[kind]);
    escaped(out, kind == KIND_SKIPPED ? r->why : verdict_word(r->verdict));
    if (kind == KIND_SKIPPED) {
        fprintf(out, "\"/>\n    </testcase>\n");
        return;
    }
    fprintf(out, "\" type=\"%s\">", verdict_word(r->verdict));
    escaped(out, r->why);
    fprintf(out, "</%s>\n    </testcase>\n", tags[kind]);
}

static void
testsuite(FILE *out, const struct grading *g, const struct lab *lab)
{
    size_t count[4] = {0};
    double seconds = 0;

    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab) {
            count[kind_of(g->jobs[i].record)]++;
            seconds += g->jobs[i].record->seconds;
        }
    if (count[0] + count[1] + count[2] + count[3] == 0)
        return;
    fprintf(out,
            "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
            "skipped=\"%zu\" time=\"%.3f\">\n",
            lab->name, count[0] + count[1] + count[2] + count[3], count[KIND_FAILURE],
            count[KIND_ERROR], count[KIND_SKIPPED], seconds);
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab)
            testcase(out, &g->jobs[i]);
    fprintf(out, "  </testsuite>\n");
}

void
report_junit(FILE *out, const struct grading *g, const struct options *o)
{
    (void)o;
    fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (size_t l = 0; l < LAB_COUNT; l++)
        testsuite(out, g, &all_labs[l]);
    fprintf(out, "</testsuites>\n");
}
