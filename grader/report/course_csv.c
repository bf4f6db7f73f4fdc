/* course_csv.c: gradebook.csv (RFC 4180): a line for each submission, a column for each check. */
#include <string.h>

#include "course.h"

/* A spreadsheet runs what begins like a formula; an apostrophe makes it text. */
void
csv_field(FILE *out, const char *text)
{
    bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;

    if (!formula && strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    if (formula)
        fputc('\'', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void
header(FILE *out, const struct course *course)
{
    fputs("submission,folder,points,max_points", out);
    for (size_t l = 0; l < LAB_COUNT; l++)
        fprintf(out, ",%s,%s max", all_labs[l].name, all_labs[l].name);
    fputs(",checks_passed,checks,needs_a_person,remark", out);
    for (size_t l = 0; l < LAB_COUNT; l++)
        for (size_t i = 0; i < course->check_count; i++)
            if (course->checks[i].lab == &all_labs[l]) {
                fputc(',', out);
                csv_field(out, course->checks[i].id);
            }
    fputs("\r\n", out);
}

/* A check that this submission was not graded with is an empty field, not a zero. */
static void
cells(FILE *out, const struct course *course, const struct course_entry *entry)
{
    for (size_t l = 0; l < LAB_COUNT; l++)
        for (size_t i = 0; i < course->check_count; i++) {
            struct cell cell = course_cell(entry, i);
            if (course->checks[i].lab != &all_labs[l])
                continue;
            fputc(',', out);
            if (cell.there)
                fprintf(out, "%g", cell.points);
        }
}

static void
row(FILE *out, const struct course *course, const struct course_entry *entry)
{
    csv_field(out, entry->name);
    fputc(',', out);
    csv_field(out, entry->folder);
    fprintf(out, ",%g,%g", entry->total.points, entry->total.max);
    for (size_t l = 0; l < LAB_COUNT; l++)
        if (entry->labs[l].count > 0)
            fprintf(out, ",%g,%g", entry->labs[l].points, entry->labs[l].max);
        else
            fputs(",,", out);
    fprintf(out, ",%zu,%zu,%zu,", entry->total.passed, entry->total.count, entry->to_look);
    csv_field(out, entry->trouble);
    cells(out, course, entry);
    fputs("\r\n", out);
}

void
course_csv(FILE *out, const struct course *course)
{
    header(out, course);
    for (size_t i = 0; i < course->entry_count; i++)
        row(out, course, &course->entries[i]);
}
