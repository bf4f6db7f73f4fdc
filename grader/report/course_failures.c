/* course_failures.c: what most of a class did not get right, and where the handout teaches it. */
#include <stdlib.h>
#include <string.h>

#include "course.h"

struct failure {
    const struct course_check *check;
    size_t failed, graded;
    size_t by[VERDICTS];
};

static void
count(struct failure *f, const struct course *course, size_t check)
{
    *f = (struct failure){.check = &course->checks[check]};
    for (size_t i = 0; i < course->entry_count; i++) {
        struct cell cell = course_cell(&course->entries[i], check);
        struct record r = {.verdict = cell.verdict};
        if (!cell.there)
            continue;
        f->graded++;
        f->by[cell.verdict]++;
        f->failed += outcome_of(&r) == OUTCOME_FAILED;
    }
}

static int
more_first(const void *a, const void *b)
{
    const struct failure *f = a, *g = b;

    if (f->failed != g->failed)
        return f->failed < g->failed ? 1 : -1;
    return f->check < g->check ? -1 : 1;
}

/* "WRONG_MODEL 3, CRASH 1" */
static void
verdicts(FILE *out, const struct failure *f)
{
    const char *between = "";

    for (enum verdict v = V_NOT_RUN; v < VERDICTS; v++) {
        struct record r = {.verdict = v};
        if (f->by[v] == 0 || outcome_of(&r) != OUTCOME_FAILED)
            continue;
        fprintf(out, "%s%s&nbsp;%zu", between, verdict_word(v), f->by[v]);
        between = ", ";
    }
}

static void
row(FILE *out, const struct failure *f)
{
    fprintf(out, "<tr><th scope=\"row\">");
    markup_text(out, f->check->id);
    fprintf(out, "<p>");
    markup_text(out, f->check->what);
    if (f->check->see[0] != '\0') {
        fprintf(out, "<br>handout: <code>");
        markup_text(out, f->check->see);
        fprintf(out, "</code>");
    }
    fprintf(out, "</p></th><td class=\"kinds\">");
    verdicts(out, f);
    fprintf(out, "</td><td class=\"number\">%zu<small> of %zu</small></td></tr>\n", f->failed,
            f->graded);
}

static void
table(FILE *out, const struct failure *failures, size_t n)
{
    fprintf(out, "<table class=\"checks\">\n<thead><tr><th scope=\"col\">Check</th>"
                 "<th scope=\"col\">Verdicts</th><th scope=\"col\" class=\"number\">Submissions"
                 "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n && failures[i].failed > 0; i++)
        row(out, &failures[i]);
    fprintf(out, "</tbody>\n</table>\n");
}

void
course_failures(FILE *out, const struct course *course)
{
    struct failure *failures = calloc(course->check_count + 1, sizeof *failures);

    if (failures == NULL)
        return;
    for (size_t i = 0; i < course->check_count; i++)
        count(&failures[i], course, i);
    qsort(failures, course->check_count, sizeof *failures, more_first);
    fprintf(out, "<section id=\"failures\">\n<h2>Most common failures</h2>\n");
    if (failures[0].failed > 0)
        table(out, failures, course->check_count);
    else
        fprintf(out, "<p>None.</p>\n");
    fprintf(out, "</section>\n");
    free(failures);
}
