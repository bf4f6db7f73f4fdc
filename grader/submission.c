/* submission.c: what is graded: this tree, or what was handed in, laid over a clean copy of the
 * kit. */
#include "submission.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "copy.h"
#include "kit.h"
#include "text.h"
#include "unpack.h"

static bool
is_directory(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Programs and their sources; a program that is not built is not there. */
static bool
copy_programs(const struct lab *lab, const char *from, const char *into)
{
    char source[PATH_MAX], target[PATH_MAX], name[64];
    bool ok = mkdir(into, 0700) == 0;

    for (const char *const *p = lab->programs; ok && *p != NULL; p++) {
        kit_join(source, from, *p);
        kit_join(target, into, *p);
        if (access(source, X_OK) == 0)
            ok = copy_file(source, target);
        snprintf(name, sizeof name, "%s.c", *p);
        kit_join(source, from, name);
        kit_join(target, into, name);
        copy_file(source, target);
    }
    return ok;
}

static bool
lay_this_tree(struct sheet *sheet, const char *tree)
{
    char from[PATH_MAX], into[PATH_MAX];

    beside_take(sheet, sheet->order.tree, tree);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        kit_join(from, sheet->order.tree, all_labs[l].name);
        kit_join(into, tree, all_labs[l].name);
        sheet->present[l] = is_directory(from);
        if (sheet->present[l] && !copy_programs(&all_labs[l], from, into))
            return false;
    }
    return true;
}

static void
note_left_out(const char *name, const char *why, void *sheet)
{
    char safe[120];

    text_escape(safe, sizeof safe, name, strlen(name));
    if (why == NULL)
        sheet_note(sheet, "ignored: %s", safe);
    else
        sheet_note(sheet, "refused: %s (%s)", safe, why);
}

static size_t
lay_labs(struct sheet *sheet, const char *root, const char *tree)
{
    struct copying how = {
        .take = kit_is_source, .left_out = note_left_out, .arg2 = sheet, .bytes_left = COPY_BYTES};
    char from[PATH_MAX], into[PATH_MAX];
    size_t found = 0;

    for (size_t l = 0; l < LAB_COUNT; l++) {
        kit_join(from, root, all_labs[l].name);
        kit_join(into, tree, all_labs[l].name);
        sheet->present[l] = is_directory(from);
        if (sheet->present[l] && copy_directory(from, into, &how))
            found++;
    }
    return found;
}

static void
note_others(struct sheet *sheet, const char *root)
{
    DIR *dir = opendir(root);
    struct dirent *entry;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.' && lab_find(entry->d_name) == NULL && !beside_is(entry->d_name))
            note_left_out(entry->d_name, NULL, sheet);
    if (dir != NULL)
        closedir(dir);
}

static const char *
base_name(const char *path)
{
    return strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
}

/* What some systems add to every archive they make is no part of it. */
static bool
is_debris(const char *name)
{
    return name[0] == '.' || strcmp(name, "__MACOSX") == 0;
}

/* The one directory in path, when it holds nothing else; false otherwise. */
static bool
only_directory(const char *path, char out[PATH_MAX])
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t n = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (!is_debris(entry->d_name)) {
            kit_join(out, path, entry->d_name);
            n++;
        }
    if (dir != NULL)
        closedir(dir);
    return n == 1 && is_directory(out);
}

/* The directory that holds the submission: it itself, or what an archive unpacks to. */
static bool
find_root(struct sheet *sheet, char root[PATH_MAX])
{
    const char *path = sheet->order.submission;

    if (is_directory(path)) {
        snprintf(root, PATH_MAX, "%s", path);
        return true;
    }
    root[0] = '\0';
    if (!unpack_knows(path))
        sheet_note(sheet, "neither a directory nor a .zip, .tar or .tar.gz");
    else
        unpack(sheet, path, sheet->order.work, root);
    return is_directory(root);
}

static void
lay_handed_in(struct sheet *sheet, const char *tree)
{
    char root[PATH_MAX], outer[PATH_MAX];
    size_t found = 0;

    if (find_root(sheet, root)) {
        snprintf(outer, sizeof outer, "%s", root);
        found = lay_labs(sheet, root, tree);
        if (found == 0 && only_directory(outer, root) && (found = lay_labs(sheet, root, tree)) > 0)
            sheet_note(sheet, "the lab directories stood one level down, in %.100s",
                       base_name(root));
        beside_take(sheet, root, tree);
        beside_note(sheet);
        note_others(sheet, root);
    }
    if (found > 0)
        return;
    sheet_note(sheet, "no lab directory in it (lab1-blocking, ...): all are graded as missing");
    sheet_expect_all(sheet);
}

bool
submission_lay(struct sheet *sheet)
{
    const struct order *order = &sheet->order;
    bool handed_in = order->submission[0] != '\0';
    char tree[PATH_MAX];

    kit_join(tree, order->work, "tree");
    if (!(handed_in ? copy_tree(order->kit, tree)
                    : kit_lay_grader(order->kit, tree) && lay_this_tree(sheet, tree))) {
        snprintf(sheet->trouble, sizeof sheet->trouble, "cannot lay out the kit in %.200s", tree);
        return false;
    }
    if (handed_in)
        lay_handed_in(sheet, tree);
    sheet->laid = true;
    return true;
}
