/* class.c: what becomes of many reports: their folders, and the files about all of them. */
#include "class.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "course.h"
#include "place.h"

/* The last part of a path, as far as it is harmless. */
static void
safe_name(char out[FOLDER_MAX], const char *path)
{
    size_t n = strlen(path), begin, k = 0;

    while (n > 1 && path[n - 1] == '/')
        n--;
    for (begin = n; begin > 0 && path[begin - 1] != '/'; begin--)
        continue;
    for (size_t i = begin; i < n && k < FOLDER_MAX - 24; i++) {
        char c = path[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '_' || c == '-' || (c == '.' && k > 0);
        out[k++] = plain ? c : '_';
    }
    if (k == 0)
        out[k++] = '_';
    out[k] = '\0';
}

/* Names that the directory of a class has for other things. */
static bool
is_taken(char (*folders)[FOLDER_MAX], size_t count, const char *name)
{
    bool taken = strcmp(name, "evidence") == 0 || strcmp(name, "index.html") == 0 ||
                 strcmp(name, "gradebook.csv") == 0 || strcmp(name, "changes.csv") == 0;

    for (size_t i = 0; i < count && !taken; i++)
        taken = strcasecmp(folders[i], name) == 0;
    return taken;
}

char (*class_folders(char *const *submissions, size_t count))[FOLDER_MAX]
{
    char(*folders)[FOLDER_MAX] = calloc(count + 1, FOLDER_MAX);
    char name[FOLDER_MAX];
    size_t plain;

    for (size_t i = 0; folders != NULL && i < count; i++) {
        safe_name(name, submissions[i]);
        plain = strlen(name);
        for (size_t n = 2; is_taken(folders, i, name); n++)
            snprintf(name + plain, FOLDER_MAX - plain, "-%zu", n);
        strcpy(folders[i], name);
    }
    return folders;
}

struct both {
    const struct course *now, *before;
};

static void
write_csv(FILE *out, const void *context)
{
    course_csv(out, ((const struct both *)context)->now);
}

static void
write_page(FILE *out, const void *context)
{
    const struct both *both = context;

    course_page(out, both->now, both->before);
}

static void
write_changes(FILE *out, const void *context)
{
    const struct both *both = context;

    course_changes_csv(out, both->now, both->before);
}

static bool
write_all(const char *directory, const struct both *both, char *error, size_t size)
{
    return place_file(directory, "gradebook.csv", write_csv, both, true, error, size) &&
           (both->before == NULL ||
            place_file(directory, "changes.csv", write_changes, both, true, error, size)) &&
           place_file(directory, "index.html", write_page, both, true, error, size);
}

bool
class_write(const char *directory, const char *earlier, char *error, size_t size)
{
    struct course now = {.checks = NULL}, before = {.checks = NULL};
    bool good = course_read(&now, directory, error, size) &&
                (earlier == NULL || course_read(&before, earlier, error, size));

    if (good && earlier != NULL && before.entry_count == 0) {
        snprintf(error, size, "there is no report in %.300s", earlier);
        good = false;
    }
    good = good && write_all(directory, &(struct both){&now, earlier != NULL ? &before : NULL},
                             error, size);
    course_free(&now);
    course_free(&before);
    return good;
}
