/* submission.c: what is graded: this tree, or a directory laid over a clean copy of the kit. */
#include "submission.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build.h"
#include "copy.h"
#include "text.h"
#include "unpack.h"

#define PREDICTIONS "predictions.txt" /* what a student expects, see check_predict.c */
#define GRAPHS      "wireshark"       /* the part of the hand-in that a person marks */

static bool
is_directory(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void
join(char out[PATH_MAX], const char *directory, const char *name)
{
    if (snprintf(out, PATH_MAX, "%s/%s", directory, name) >= PATH_MAX)
        out[0] = '\0';
}

/* Programs and their sources; a program that is not built is not there. */
static bool
copy_programs(const struct lab *lab, const char *from, const char *into)
{
    char source[PATH_MAX], target[PATH_MAX], name[64];
    bool ok = mkdir(into, 0700) == 0;

    for (const char *const *p = lab->programs; ok && *p != NULL; p++) {
        join(source, from, *p);
        join(target, into, *p);
        if (access(source, X_OK) == 0)
            ok = copy_file(source, target) && chmod(target, 0700) == 0;
        snprintf(name, sizeof name, "%s.c", *p);
        join(source, from, name);
        join(target, into, name);
        copy_file(source, target);
    }
    return ok;
}

/* What the student expects; without the file nobody is asked. */
static void
take_predictions(struct grading *g, const char *root)
{
    char from[PATH_MAX], into[PATH_MAX];

    join(from, root, PREDICTIONS);
    join(into, g->kit, PREDICTIONS);
    g->predictions = copy_file(from, into);
}

bool
submission_here(struct grading *g, const char *tree, const char *work)
{
    char from[PATH_MAX], into[PATH_MAX];

    join(g->kit, work, "kit");
    if (mkdir(g->kit, 0700) == -1)
        return false;
    take_predictions(g, tree);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        join(from, tree, all_labs[l].name);
        join(into, g->kit, all_labs[l].name);
        g->present[l] = is_directory(from);
        if (g->present[l] && !copy_programs(&all_labs[l], from, into))
            return false;
    }
    return true;
}

/* Helpers are what the labs build on; the programs themselves are what is graded. */
static bool
is_helper(const char *name, const void *lab)
{
    size_t n = strlen(name);
    bool source = n > 2 && name[n - 2] == '.' && (name[n - 1] == 'c' || name[n - 1] == 'h');

    return source && !lab_has_program(lab, name);
}

static bool
is_source(const char *name, const void *unused)
{
    size_t n = strlen(name);

    (void)unused;
    return n > 2 && name[n - 2] == '.' && (name[n - 1] == 'c' || name[n - 1] == 'h');
}

static bool
lay_kit(const char *kit, const char *to)
{
    char from[PATH_MAX], into[PATH_MAX];
    bool ok = mkdir(to, 0700) == 0;

    join(from, kit, "GNUmakefile");
    join(into, to, "GNUmakefile");
    ok = ok && copy_file(from, into);
    join(from, kit, "handout/course.conf");
    join(into, to, "handout");
    ok = ok && mkdir(into, 0700) == 0;
    join(into, to, "handout/course.conf");
    ok = ok && copy_file(from, into);
    join(from, kit, "common");
    join(into, to, "common");
    ok = ok && copy_directory(from, into, is_source, NULL, NULL, NULL);
    for (size_t l = 0; ok && l < LAB_COUNT; l++) {
        join(from, kit, all_labs[l].name);
        join(into, to, all_labs[l].name);
        ok = copy_directory(from, into, is_helper, &all_labs[l], NULL, NULL);
    }
    return ok;
}

static void
note_ignored(const char *name, void *g)
{
    char safe[120];

    grading_note(g, "ignored: %s", text_escape(safe, sizeof safe, name, strlen(name)));
}

static size_t
lay_labs(struct grading *g, const char *root)
{
    char from[PATH_MAX], into[PATH_MAX];
    size_t found = 0;

    for (size_t l = 0; l < LAB_COUNT; l++) {
        join(from, root, all_labs[l].name);
        join(into, g->kit, all_labs[l].name);
        g->present[l] = is_directory(from);
        if (g->present[l] && copy_directory(from, into, is_source, NULL, note_ignored, g))
            found++;
    }
    return found;
}

static void
note_others(struct grading *g, const char *root)
{
    DIR *dir = opendir(root);
    struct dirent *entry;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, GRAPHS) == 0)
            grading_note(g, GRAPHS ": for a person to look at");
        else if (entry->d_name[0] != '.' && lab_find(entry->d_name) == NULL &&
                 strcmp(entry->d_name, PREDICTIONS) != 0)
            note_ignored(entry->d_name, g);
    if (dir != NULL)
        closedir(dir);
}

static const char *
base_name(const char *path)
{
    return strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
}

/* The one directory in path, when it holds nothing else; false otherwise. */
static bool
only_directory(const char *path, char out[PATH_MAX])
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t n = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.') {
            join(out, path, entry->d_name);
            n++;
        }
    if (dir != NULL)
        closedir(dir);
    return n == 1 && is_directory(out);
}

/* The directory that holds the submission: it itself, or what an archive unpacks to. */
static bool
find_root(struct grading *g, const char *path, const char *work, char root[PATH_MAX])
{
    if (is_directory(path)) {
        snprintf(root, PATH_MAX, "%s", path);
        return true;
    }
    join(root, work, "unpacked");
    if (!unpack_knows(path))
        grading_note(g, "neither a directory nor a .zip, .tar or .tar.gz");
    else if (!unpack(path, root))
        grading_note(g, "the archive could not be unpacked, or not all of it");
    return is_directory(root);
}

bool
submission_lay(struct grading *g, const char *path, const char *kit, const char *work, char *error,
               size_t size)
{
    char root[PATH_MAX], outer[PATH_MAX];

    join(g->kit, work, "kit");
    if (!lay_kit(kit, g->kit)) {
        snprintf(error, size, "cannot copy the kit to %s", g->kit);
        return false;
    }
    if (find_root(g, path, work, root)) {
        snprintf(outer, sizeof outer, "%s", root);
        if (lay_labs(g, root) == 0 && only_directory(outer, root) && lay_labs(g, root) > 0)
            grading_note(g, "the lab directories stood one level down, in %s", base_name(root));
        take_predictions(g, root);
        if (!g->predictions)
            grading_note(g, "no " PREDICTIONS ": the predict checks are left out");
        note_others(g, root);
    }
    if (g->present[0] || g->present[1] || g->present[2]) {
        build_programs(g);
        return true;
    }
    grading_note(g, "no lab directory in it (lab1-blocking, ...): all are graded as missing");
    for (size_t l = 0; l < LAB_COUNT; l++)
        g->present[l] = true;
    return true;
}
