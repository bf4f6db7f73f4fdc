/* html_failures.c: the checks that did not pass: what, why, what to do, and the evidence. */
#include "html.h"

#include <string.h>

#define FEW 5 /* of which the evidence lies open */

bool
html_is_told(const struct job *job)
{
    enum verdict v = job->record->verdict;

    return v != V_PASS && v != V_SKIPPED && v != V_NOT_RUN;
}

static void
word(FILE *out, const char *name, const char *text)
{
    if (text[0] == '\0')
        return;
    fprintf(out, "<div><dt>%s</dt><dd>", name);
    markup_text(out, text);
    fprintf(out, "</dd></div>\n");
}

static size_t
lines_in(const char *text)
{
    size_t n = 0;

    for (; (text = strchr(text, '\n')) != NULL; text++)
        n++;
    return n;
}

static void
evidence(FILE *out, const char *what, const char *text, bool open)
{
    if (text[0] == '\0')
        return;
    fprintf(out, "<details%s><summary>%s <small>(%zu lines)</small></summary>\n",
            open ? " open" : "", what, lines_in(text));
    fprintf(out, "<pre tabindex=\"0\" aria-label=\"%s\" role=\"group\">", what);
    markup_text(out, text);
    fprintf(out, "</pre></details>\n");
}

static void
handout(FILE *out, const char *see)
{
    const char *anchor = strchr(see, '#');

    if (see[0] == '\0')
        return;
    fprintf(out, "<div><dt>In the handout</dt><dd>");
    markup_format(out, "%.*s", (int)strcspn(see, "#"), see);
    if (anchor != NULL) {
        fprintf(out, ", section <code>");
        markup_text(out, anchor);
        fprintf(out, "</code>");
    }
    fprintf(out, "</dd></div>\n");
}

static void
words(FILE *out, const struct job *job)
{
    const struct record *r = job->record;

    fprintf(out, "<dl class=\"words\">\n");
    word(out, "Expected", r->expected);
    word(out, "Came", report_came(job));
    word(out, "While", r->verdict == V_GRADER ? "" : r->stage);
    word(out, "Why it matters", report_matters(job));
    word(out, "Look at", report_hint(job));
    handout(out, report_see(job));
    fprintf(out, "</dl>\n");
}

static void
article(FILE *out, const struct grading *g, const struct job *job, const struct options *o,
        bool open)
{
    char verdict[200], again[800];

    record_verdict(job->record, verdict, sizeof verdict);
    report_again(again, sizeof again, g, job, o);
    fprintf(out, "<article id=\"%s\" aria-labelledby=\"%s.title\">\n", job->id, job->id);
    fprintf(out, "<h3 id=\"%s.title\">%s <small>%s</small></h3>\n<p class=\"outcome\">", job->id,
            job->name, job->lab->name);
    html_verdict(out, job->record->verdict, verdict);
    fprintf(out, " <span class=\"points\">%g of %g points</span></p>\n<p class=\"what\">",
            earned(job), job->rule->points);
    markup_text(out, job->rule->words[RUBRIC_WHAT]);
    fprintf(out, "</p>\n");
    words(out, job);
    evidence(out, "What was said", job->record->transcript, open);
    evidence(out, "What the programs wrote", job->record->output, open);
    fprintf(out, "<p class=\"again\">To see it again: <code>");
    markup_text(out, again);
    fprintf(out, "</code></p>\n</article>\n");
}

void
html_failures(FILE *out, const struct grading *g, const struct options *o)
{
    size_t n = 0;

    for (size_t i = 0; i < g->count; i++)
        n += html_is_told(&g->jobs[i]);
    if (n == 0)
        return;
    fprintf(out, "<section id=\"failures\">\n<h2>What did not pass, and what to do</h2>\n");
    for (size_t i = 0; i < g->count; i++)
        if (html_is_told(&g->jobs[i]))
            article(out, g, &g->jobs[i], o, n <= FEW);
    fprintf(out, "</section>\n");
}
