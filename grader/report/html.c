/* html.c: report.html, the page about one submission. */
#include "html.h"

#include <string.h>
#include <time.h>

#include "timeline.h"

static void
fact(FILE *out, const char *name, const char *value)
{
    fprintf(out, "<div><dt>%s</dt><dd>", name);
    markup_text(out, value);
    fprintf(out, "</dd></div>\n");
}

static void
facts(FILE *out, const struct grading *g, const struct options *o)
{
    time_t moment = time(NULL);
    struct tm here;
    char text[80];

    fprintf(out, "<dl class=\"facts\">\n");
    strftime(text, sizeof text, "%Y-%m-%d %H:%M %Z", localtime_r(&moment, &here));
    fact(out, "Graded", text);
    snprintf(text, sizeof text, "%.1f s", g->sheet->seconds);
    fact(out, "Took", text);
    snprintf(text, sizeof text, "%llu", (unsigned long long)o->seed);
    fact(out, "Seed", text);
    fact(out, "Protection", sandbox_means(g->sheet->order.sandbox.level));
    fprintf(out, "</dl>\n");
}

static void
head(FILE *out, const struct grading *g, const struct options *o)
{
    struct total t = grading_total(g, NULL);

    fprintf(out, "<header>\n<p class=\"kind\">Grading report</p>\n<h1>");
    markup_text(out, g->name);
    fprintf(out, "</h1>\n<p class=\"score\"><strong>%g</strong> of %g points", t.points, t.max);
    fprintf(out, "<span>%zu of %zu checks passed</span></p>\n", t.passed, t.count);
    facts(out, g, o);
    fprintf(out, "</header>\n");
}

static void
contents(FILE *out, const struct grading *g)
{
    fprintf(out, "<nav aria-label=\"Labs\">\n<ul class=\"labs\">\n");
    for (size_t l = 0; l < LAB_COUNT; l++) {
        struct total t = grading_total(g, &all_labs[l]);
        if (t.count == 0)
            continue;
        fprintf(out, "<li><a href=\"#%s\">%s</a>\n", all_labs[l].name, all_labs[l].name);
        html_points(out, t.points, t.max);
        fprintf(out, "</li>\n");
    }
    fprintf(out, "</ul>\n</nav>\n");
}

static void
notes(FILE *out, const struct grading *g)
{
    if (g->sheet->note_count == 0)
        return;
    fprintf(out,
            "<section>\n<h2>Noticed while unpacking and building</h2>\n<ul class=\"notes\">\n");
    for (size_t i = 0; i < g->sheet->note_count; i++) {
        fprintf(out, "<li>");
        markup_text(out, g->sheet->notes[i]);
        fprintf(out, "</li>\n");
    }
    fprintf(out, "</ul>\n</section>\n");
}

static void
check_row(FILE *out, const struct job *job)
{
    char verdict[200];

    record_verdict(job->record, verdict, sizeof verdict);
    fprintf(out, "<tr><th scope=\"row\">");
    if (html_is_told(job))
        fprintf(out, "<a href=\"#%s\">%s</a>", job->id, job->name);
    else
        fprintf(out, "%s", job->name);
    if (job->rule->visibility != VISIBLE)
        fprintf(out, " <em>(%s)</em>", visibility_word(job->rule->visibility));
    fprintf(out, "<p>");
    markup_text(out, job->record->why);
    fprintf(out, "</p></th><td>");
    html_verdict(out, job->record->verdict, verdict_word(job->record->verdict));
    fprintf(out, "</td><td class=\"number\">%g<small> of %g</small></td></tr>\n", earned(job),
            job->rule->points);
}

static void
lab(FILE *out, const struct grading *g, const struct lab *lab)
{
    struct total t = grading_total(g, lab);

    if (t.count == 0)
        return;
    fprintf(out, "<section id=\"%s\">\n<h2>%s</h2>\n", lab->name, lab->name);
    fprintf(out, "<table class=\"checks\">\n<caption>%zu checks, %g of %g points</caption>\n",
            t.count, t.points, t.max);
    fprintf(out, "<thead><tr><th scope=\"col\">Check, and what was seen</th>"
                 "<th scope=\"col\">Verdict</th><th scope=\"col\" class=\"number\">Points</th>"
                 "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab)
            check_row(out, &g->jobs[i]);
    fprintf(out, "</tbody>\n</table>\n</section>\n");
}

static void
timelines(FILE *out, const struct grading *g)
{
    const char *check;

    if (timed_check(g, 0) == NULL)
        return;
    fprintf(out, "<section id=\"timeline\">\n<h2>Who waited, and who was served</h2>\n");
    for (size_t i = 0; (check = timed_check(g, i)) != NULL; i++)
        timeline_figure(out, g, check);
    fprintf(out, "</section>\n");
}

void
form_html(FILE *out, const struct grading *g, const struct options *o)
{
    char title[600];

    snprintf(title, sizeof title, "%s: grading report", g->name);
    html_begin(out, title);
    head(out, g, o);
    contents(out, g);
    fprintf(out, "<main id=\"results\">\n");
    notes(out, g);
    timelines(out, g);
    html_failures(out, g, o);
    for (size_t l = 0; l < LAB_COUNT; l++)
        lab(out, g, &all_labs[l]);
    fprintf(out, "</main>\n");
    html_end(out);
}
