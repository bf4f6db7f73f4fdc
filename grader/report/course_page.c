/* course_page.c: index.html, the page about a class. */
#include <stdlib.h>
#include <string.h>

#include "course.h"

static void
head(FILE *out, const struct course *course)
{
    double points = 0, max = 0;

    for (size_t i = 0; i < course->entry_count; i++) {
        points += course->entries[i].total.points;
        max += course->entries[i].total.max;
    }
    fprintf(out, "<header>\n<p class=\"kind\">Grading report</p>\n<h1>%zu submission%s</h1>\n",
            course->entry_count, course->entry_count == 1 ? "" : "s");
    if (course->entry_count > 0)
        fprintf(out, "<p class=\"score\"><strong>%.1f</strong> of %.1f points on average</p>\n",
                points / (double)course->entry_count, max / (double)course->entry_count);
    fprintf(out, "</header>\n");
}

/* How well the waits of the class were laid over each other. */
static void
timing(FILE *out, const struct course *course)
{
    double began = 0, ended = 0, cpu = 0, must = 0, each = 0;

    for (size_t i = 0; i < course->entry_count; i++) {
        const struct course_entry *e = &course->entries[i];
        began = began == 0 || (e->began > 0 && e->began < began) ? e->began : began;
        ended = e->ended > ended ? e->ended : ended;
        each += e->seconds;
        cpu += e->cpu;
        must += e->must_wait;
    }
    if (ended > began && began > 0)
        fprintf(
            out,
            "<p class=\"timing\">Graded in %.0f s, from the first begin to the last end; one "
            "submission after another it would have been %.0f s. In the checks: %.0f s of waits "
            "that the contract asks for, %.0f s of processor time.</p>\n",
            ended - began, each, must, cpu);
}

static void
to_look(FILE *out, const struct course *course)
{
    size_t n = 0;

    for (size_t i = 0; i < course->entry_count; i++)
        n += course->entries[i].to_look > 0 || course->entries[i].trouble[0] != '\0';
    if (n == 0)
        return;
    fprintf(out, "<section>\n<h2>A person has to look at these</h2>\n<ul class=\"notes\">\n");
    for (size_t i = 0; i < course->entry_count; i++) {
        const struct course_entry *e = &course->entries[i];
        if (e->to_look == 0 && e->trouble[0] == '\0')
            continue;
        fprintf(out, "<li>");
        course_link(out, e);
        if (e->trouble[0] != '\0') {
            fprintf(out, ": ");
            markup_text(out, e->trouble);
        } else {
            fprintf(out, ": %zu check%s that could not be judged, or that the program meddled with",
                    e->to_look, e->to_look == 1 ? "" : "s");
        }
        fprintf(out, "</li>\n");
    }
    fprintf(out, "</ul>\n</section>\n");
}

void
course_link(FILE *out, const struct course_entry *entry)
{
    fprintf(out, "<a href=\"");
    for (const char *p = entry->folder; *p != '\0'; p++)
        if (strchr("%?#\"<>&' ", *p) != NULL || *p < ' ' || *p > '~')
            fprintf(out, "%%%02X", (unsigned char)*p);
        else
            fputc(*p, out);
    fprintf(out, "%sreport.html\">", entry->folder[0] != '\0' ? "/" : "");
    markup_text(out, entry->name);
    fprintf(out, "</a>");
    if (entry->folder[0] != '\0' && strcmp(entry->folder, entry->name) != 0) {
        fprintf(out, " <small>");
        markup_text(out, entry->folder);
        fprintf(out, "</small>");
    }
}

static void
row(FILE *out, const struct course_entry *e)
{
    fprintf(out, "<tr><th scope=\"row\">");
    course_link(out, e);
    fprintf(out, "</th>");
    for (size_t l = 0; l < LAB_COUNT; l++)
        if (e->labs[l].count > 0)
            fprintf(out, "<td class=\"number\">%g<small> of %g</small></td>", e->labs[l].points,
                    e->labs[l].max);
        else
            fprintf(out, "<td class=\"number\">&#8211;</td>");
    fprintf(out, "<td class=\"number\"><strong>%g</strong><small> of %g</small></td></tr>\n",
            e->total.points, e->total.max);
}

static void
submissions(FILE *out, const struct course *course)
{
    fprintf(out, "<section id=\"submissions\">\n<h2>Submissions</h2>\n<div class=\"wide\" "
                 "tabindex=\"0\" role=\"group\" aria-label=\"Submissions\">\n<table class=\"sums\">"
                 "\n<caption>Points; the same with every check is in <a href=\"gradebook.csv\">"
                 "gradebook.csv</a></caption>\n<thead><tr><th scope=\"col\">Submission</th>");
    for (size_t l = 0; l < LAB_COUNT; l++)
        fprintf(out, "<th scope=\"col\" class=\"number\">%s</th>", all_labs[l].name);
    fprintf(out, "<th scope=\"col\" class=\"number\">all</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < course->entry_count; i++)
        row(out, &course->entries[i]);
    fprintf(out, "</tbody>\n</table>\n</div>\n</section>\n");
}

void
course_page(FILE *out, const struct course *now, const struct course *before)
{
    html_begin(out, "Class: grading report");
    head(out, now);
    fprintf(out, "<main id=\"results\">\n");
    timing(out, now);
    to_look(out, now);
    if (before != NULL)
        course_changes(out, now, before);
    course_failures(out, now);
    submissions(out, now);
    course_matrix(out, now);
    fprintf(out, "</main>\n");
    html_end(out);
}
