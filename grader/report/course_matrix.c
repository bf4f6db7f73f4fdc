/* course_matrix.c: students by checks, a letter for each verdict. */
#include <string.h>

#include "course.h"

/* Beside the letter stands a colour, for those who see it. */
static const struct {
    const char *letter, *class;
} marks[VERDICTS] = {
    [V_NOT_RUN] = {"n", "e"}, [V_PASS] = {"&#10003;", "p"},  [V_PARTIAL] = {"&#189;", "f"},
    [V_FAIL] = {"F", "f"},    [V_BUILD_ERROR] = {"B", "f"},  [V_CRASH] = {"C", "f"},
    [V_TIMEOUT] = {"T", "f"}, [V_LIMIT] = {"X", "f"},        [V_WRONG_MODEL] = {"W", "f"},
    [V_LEAK] = {"L", "f"},    [V_INCONCLUSIVE] = {"?", "e"}, [V_SKIPPED] = {"&#8211;", "s"},
    [V_GRADER] = {"G", "e"},  [V_TAMPER] = {"!", "e"},
};

static void
legend(FILE *out)
{
    fprintf(out, "<p>");
    for (enum verdict v = V_NOT_RUN; v < VERDICTS; v++)
        fprintf(out, "<span class=\"key\"><b>%s</b> %s</span> ",
                marks[v].letter != NULL ? marks[v].letter : "F", verdict_word(v));
    fprintf(out, "</p>\n");
}

static void
columns(FILE *out, const struct course *course, const struct lab *lab)
{
    fprintf(out, "<thead><tr><th scope=\"col\">Submission</th>");
    for (size_t i = 0; i < course->check_count; i++)
        if (course->checks[i].lab == lab) {
            fprintf(out, "<th scope=\"col\"><span>");
            markup_text(out, strchr(course->checks[i].id, '.') + 1);
            fprintf(out, "</span></th>");
        }
    fprintf(out, "</tr></thead>\n");
}

static void
row(FILE *out, const struct course *course, const struct course_entry *entry, const struct lab *lab)
{
    fprintf(out, "<tr><th scope=\"row\">");
    course_link(out, entry);
    fprintf(out, "</th>");
    for (size_t i = 0; i < course->check_count; i++) {
        struct cell cell = course_cell(entry, i);
        if (course->checks[i].lab != lab)
            continue;
        if (cell.there && marks[cell.verdict].letter != NULL)
            fprintf(out, "<td class=\"%s\">%s</td>", marks[cell.verdict].class,
                    marks[cell.verdict].letter);
        else
            fprintf(out, "<td>%s</td>", cell.there ? "F" : "");
    }
    fprintf(out, "</tr>\n");
}

static void
matrix(FILE *out, const struct course *course, const struct lab *lab)
{
    size_t graded = 0;

    for (size_t i = 0; i < course->entry_count; i++)
        graded += course->entries[i].labs[lab - all_labs].count > 0;
    if (graded == 0)
        return;
    fprintf(
        out,
        "<h3>%s</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"%s: "
        "submissions and checks\">\n<table class=\"matrix\">\n<caption>%zu submissions</caption>"
        "\n",
        lab->name, lab->name, graded);
    columns(out, course, lab);
    fprintf(out, "<tbody>\n");
    for (size_t i = 0; i < course->entry_count; i++)
        if (course->entries[i].labs[lab - all_labs].count > 0)
            row(out, course, &course->entries[i], lab);
    fprintf(out, "</tbody>\n</table>\n</div>\n");
}

void
course_matrix(FILE *out, const struct course *course)
{
    fprintf(out, "<section id=\"matrix\">\n<h2>Submissions and checks</h2>\n");
    legend(out);
    for (size_t l = 0; l < LAB_COUNT; l++)
        matrix(out, course, &all_labs[l]);
    fprintf(out, "</section>\n");
}
