/* directory.c: the directory of one submission's report: every form, the page, the evidence. */
#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "forms.h"
#include "place.h"

static const struct {
    const char *name;
    form *form;
} files[] = {
    {"results.json", form_json},   {"report.html", form_html},
    {"table.txt", form_table},     {"gradescope.json", form_gradescope},
    {"autolab.txt", form_autolab}, {"github.txt", form_github},
    {"junit.xml", form_junit},     {"results.tap", form_tap},
    {"trace.json", form_trace},    {"prairielearn.json", form_prairielearn},
};

struct source {
    const struct grading *g;
    const struct options *o;
    form *form;
    const struct job *job; /* of evidence */
};

static void
write_form(FILE *out, const void *context)
{
    const struct source *s = context;

    s->form(out, s->g, s->o);
}

static void
write_evidence(FILE *out, const void *context)
{
    const struct source *s = context;
    const struct record *r = s->job->record;
    char again[800], verdict[200];

    record_verdict(r, verdict, sizeof verdict);
    report_again(again, sizeof again, s->g, s->job, s->o);
    fprintf(out, "%s: %s\n%s\n%s\n", s->job->id, verdict, r->why, again);
    if (r->transcript[0] != '\0')
        fprintf(out, "\nwhat was said ('>' by the grader, '<' by the program):\n%s", r->transcript);
    if (r->output[0] != '\0')
        fprintf(out, "\nwhat the programs wrote:\n%s", r->output);
}

/* Of an earlier grading into the same directory. */
static void
clear_evidence(const char *directory)
{
    DIR *dir = opendir(directory);
    struct dirent *entry;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (strstr(entry->d_name, ".txt") != NULL)
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir != NULL)
        closedir(dir);
}

/* A file for each check that ran and did not pass; the others' transcripts are in the JSON. */
static bool
put_evidence(const char *directory, const struct grading *g, const struct options *o, char *error,
             size_t size)
{
    struct source s = {.g = g, .o = o};
    char path[PATH_MAX], name[140];

    snprintf(path, sizeof path, "%s/evidence", directory);
    if (!place_directory(path, error, size))
        return false;
    clear_evidence(path);
    for (size_t i = 0; i < g->count; i++) {
        s.job = &g->jobs[i];
        if (s.job->record->verdict == V_PASS ||
            (s.job->record->transcript[0] == '\0' && s.job->record->output[0] == '\0'))
            continue;
        snprintf(name, sizeof name, "%s.txt", s.job->id);
        if (!place_file(path, name, write_evidence, &s, false, error, size))
            return false;
    }
    return true;
}

bool
report_directory(const char *directory, const struct grading *g, const struct options *o,
                 char *error, size_t size)
{
    struct source s = {.g = g, .o = o};

    if (!place_directory(directory, error, size))
        return false;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        s.form = files[i].form;
        if (!place_file(directory, files[i].name, write_form, &s, true, error, size))
            return false;
    }
    return put_evidence(directory, g, o, error, size);
}

bool
report_progress(const char *directory, const struct grading *g, const struct options *o,
                char *error, size_t size)
{
    struct source s = {.g = g, .o = o, .form = form_json};
    char path[PATH_MAX];
    struct stat st;

    snprintf(path, sizeof path, "%s/results.json", directory);
    if (stat(path, &st) == 0 && time(NULL) - st.st_mtime < 1)
        return true;
    return place_directory(directory, error, size) &&
           place_file(directory, "results.json", write_form, &s, false, error, size);
}
