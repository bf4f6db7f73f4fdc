/* course_changes.c: what a second grading changed: who got another verdict or other points. */
#include <string.h>

#include "course.h"

/* What differs for one submission and one check, or, with id NULL, for a whole submission. */
struct change {
    const char *name, *folder, *id;
    struct cell before, now;
};

typedef void visitor(FILE *out, const struct change *change);

static size_t
visit_checks(FILE *out, const struct course *now, const struct course_entry *entry,
             const struct course *before, const struct course_entry *old, visitor *visit)
{
    size_t n = 0;

    for (size_t i = 0; i < now->check_count; i++) {
        const char *id = now->checks[i].id;
        struct change c = {entry->name, entry->folder, id,
                           course_cell(old, course_check(before, id)), course_cell(entry, i)};
        if (c.before.there == c.now.there && c.before.verdict == c.now.verdict &&
            c.before.points - c.now.points < 1e-9 && c.now.points - c.before.points < 1e-9)
            continue;
        visit(out, &c);
        n++;
    }
    return n;
}

static struct cell
whole(const struct course_entry *entry)
{
    return (struct cell){entry != NULL, V_PASS, entry != NULL ? entry->total.points : 0,
                         entry != NULL ? entry->total.max : 0};
}

/* Returns how many changes there are. Checks that are gone show in their absence only. */
static size_t
visit_changes(FILE *out, const struct course *now, const struct course *before, visitor *visit)
{
    size_t n = 0;

    for (size_t i = 0; i < now->entry_count; i++) {
        const struct course_entry *entry = &now->entries[i];
        const struct course_entry *old = course_find(before, entry->folder);
        if (old != NULL) {
            n += visit_checks(out, now, entry, before, old, visit);
            continue;
        }
        visit(out, &(struct change){entry->name, entry->folder, NULL, whole(NULL), whole(entry)});
        n++;
    }
    for (size_t i = 0; i < before->entry_count; i++)
        if (course_find(now, before->entries[i].folder) == NULL) {
            const struct course_entry *gone = &before->entries[i];
            visit(out, &(struct change){gone->name, gone->folder, NULL, whole(gone), whole(NULL)});
            n++;
        }
    return n;
}

/* ---- as CSV ------------------------------------------------------------------------------------
 */

static void
csv_cell(FILE *out, const struct cell *cell, bool check)
{
    if (cell->there)
        fprintf(out, ",%s,%g", check ? verdict_word(cell->verdict) : "GRADED", cell->points);
    else
        fputs(",,", out);
}

static void
csv_change(FILE *out, const struct change *c)
{
    csv_field(out, c->name);
    fputc(',', out);
    csv_field(out, c->folder);
    fputc(',', out);
    csv_field(out, c->id != NULL ? c->id : "");
    csv_cell(out, &c->before, c->id != NULL);
    csv_cell(out, &c->now, c->id != NULL);
    fputs("\r\n", out);
}

void
course_changes_csv(FILE *out, const struct course *now, const struct course *before)
{
    fputs("submission,folder,check,verdict_before,points_before,verdict_now,points_now\r\n", out);
    visit_changes(out, now, before, csv_change);
}

/* ---- in the page -------------------------------------------------------------------------------
 */

static void
page_cell(FILE *out, const struct cell *cell, bool check)
{
    fprintf(out, "<td>");
    if (cell->there && check)
        html_verdict(out, cell->verdict, verdict_word(cell->verdict));
    if (cell->there)
        fprintf(out, " %g", cell->points);
    else
        fprintf(out, "not graded");
    fprintf(out, "</td>");
}

static void
page_change(FILE *out, const struct change *c)
{
    fprintf(out, "<tr><th scope=\"row\">");
    markup_text(out, c->name);
    fprintf(out, "<p>");
    markup_text(out, c->id != NULL ? c->id : "the whole submission");
    fprintf(out, "</p></th>");
    page_cell(out, &c->before, c->id != NULL);
    page_cell(out, &c->now, c->id != NULL);
    fprintf(out, "<td class=\"number\">%+g</td></tr>\n", c->now.points - c->before.points);
}

static void
count_only(FILE *out, const struct change *c)
{
    (void)out;
    (void)c;
}

void
course_changes(FILE *out, const struct course *now, const struct course *before)
{
    size_t n = visit_changes(out, now, before, count_only);

    fprintf(out, "<section id=\"changes\">\n<h2>What changed since the earlier grading</h2>\n");
    if (n == 0) {
        fprintf(out, "<p>Nothing: every verdict and all points are as they were.</p></section>\n");
        return;
    }
    fprintf(out,
            "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Changes\">\n"
            "<table class=\"checks\">\n<caption>%zu changes</caption>\n<thead><tr>"
            "<th scope=\"col\">Submission and check</th><th scope=\"col\">Before</th>"
            "<th scope=\"col\">Now</th><th scope=\"col\" class=\"number\">Points</th></tr>"
            "</thead>\n<tbody>\n",
            n);
    visit_changes(out, now, before, page_change);
    fprintf(out, "</tbody>\n</table>\n</div>\n</section>\n");
}
