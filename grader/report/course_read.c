/* course_read.c: reads the verdict files of a class. */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "course.h"

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static double
number_of(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

size_t
course_check(const struct course *course, const char *id)
{
    size_t i = 0;

    while (i < course->check_count && strcmp(course->checks[i].id, id) != 0)
        i++;
    return i;
}

/* Which check this is; a new one is added at the end. check_count: no memory, or no check. */
static size_t
know_check(struct course *course, const json_t *check)
{
    size_t i = course_check(course, text_of(check, "id"));
    const struct lab *lab = lab_find(text_of(check, "lab"));
    struct course_check *checks;

    if (i < course->check_count || lab == NULL)
        return i;
    checks = realloc(course->checks, (i + 1) * sizeof *checks);
    if (checks == NULL)
        return course->check_count;
    course->checks = checks;
    checks[i].lab = lab;
    snprintf(checks[i].id, sizeof checks[i].id, "%s", text_of(check, "id"));
    snprintf(checks[i].see, sizeof checks[i].see, "%s", text_of(check, "see"));
    snprintf(checks[i].what, sizeof checks[i].what, "%s", text_of(check, "checks"));
    course->check_count++;
    return i;
}

static bool
room_for(struct course_entry *entry, size_t count)
{
    struct cell *cells;

    if (count <= entry->cell_count)
        return true;
    if ((cells = realloc(entry->cells, count * sizeof *cells)) == NULL)
        return false;
    memset(cells + entry->cell_count, 0, (count - entry->cell_count) * sizeof *cells);
    entry->cells = cells;
    entry->cell_count = count;
    return true;
}

static void
add_up(struct total *t, const struct cell *cell)
{
    t->points += cell->points;
    t->max += cell->max;
    t->count++;
    t->passed += cell->verdict == V_PASS;
}

static void
take_check(struct course *course, struct course_entry *entry, const json_t *check)
{
    size_t i = know_check(course, check);
    struct cell *cell;

    if (i >= course->check_count || !room_for(entry, i + 1))
        return;
    cell = &entry->cells[i];
    cell->there = true;
    cell->verdict = verdict_find(text_of(check, "verdict"));
    if (cell->verdict == VERDICTS)
        cell->verdict = V_GRADER;
    cell->points = number_of(check, "points");
    cell->max = number_of(check, "max_points");
    add_up(&entry->total, cell);
    add_up(&entry->labs[course->checks[i].lab - all_labs], cell);
    entry->to_look += html_is_odd(cell->verdict);
    entry->cpu += number_of(check, "cpu_seconds");
    entry->must_wait += number_of(check, "must_wait_seconds");
}

static void
take_file(struct course *course, struct course_entry *entry, const char *path)
{
    json_error_t error;
    json_t *all = json_load_file(path, 0, &error), *check;
    const char *name = text_of(all, "submission"), *base = strrchr(name, '/');
    size_t i;

    if (all == NULL || !json_is_array(json_object_get(all, "checks")))
        snprintf(entry->trouble, sizeof entry->trouble, "its verdict file cannot be read: %.200s",
                 all == NULL ? error.text : "it has no checks");
    base = base != NULL && base[1] != '\0' ? base + 1 : name;
    snprintf(entry->name, sizeof entry->name, "%s", *base != '\0' ? base : entry->folder);
    entry->seconds = number_of(all, "seconds");
    entry->began = number_of(all, "began");
    entry->ended = number_of(all, "ended");
    json_array_foreach(json_object_get(all, "checks"), i, check)
    {
        take_check(course, entry, check);
    }
    json_decref(all);
}

static bool
take_folder(struct course *course, const char *directory, const char *folder)
{
    struct course_entry *entries, *entry;
    char path[4096];

    snprintf(path, sizeof path, "%s/%s%sresults.json", directory, folder, *folder ? "/" : "");
    if (access(path, F_OK) != 0)
        return true;
    entries = realloc(course->entries, (course->entry_count + 1) * sizeof *entries);
    if (entries == NULL)
        return false;
    course->entries = entries;
    entry = &entries[course->entry_count++];
    *entry = (struct course_entry){.cells = NULL};
    snprintf(entry->folder, sizeof entry->folder, "%s", folder);
    take_file(course, entry, path);
    return true;
}

static int
is_folder(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

bool
course_read(struct course *course, const char *directory, char *error, size_t size)
{
    struct dirent **names;
    int n = scandir(directory, &names, is_folder, versionsort);
    bool good = n >= 0;

    *course = (struct course){.checks = NULL};
    if (!good) {
        snprintf(error, size, "there is no report in %.300s", directory);
        return false;
    }
    for (int i = 0; i < n; i++) {
        good = good && take_folder(course, directory, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    if (good && course->entry_count == 0) /* a submission that was graded alone */
        good = take_folder(course, directory, "");
    if (!good)
        snprintf(error, size, "no memory for the class");
    return good;
}

void
course_free(struct course *course)
{
    for (size_t i = 0; i < course->entry_count; i++)
        free(course->entries[i].cells);
    free(course->entries);
    free(course->checks);
}

struct cell
course_cell(const struct course_entry *entry, size_t check)
{
    return check < entry->cell_count ? entry->cells[check] : (struct cell){.there = false};
}

const struct course_entry *
course_find(const struct course *course, const char *folder)
{
    for (size_t i = 0; i < course->entry_count; i++)
        if (strcmp(course->entries[i].folder, folder) == 0)
            return &course->entries[i];
    return NULL;
}
