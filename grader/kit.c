/* kit.c: the files of the kit that a submission is graded with. */
#include "kit.h"

#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "labs.h"

void
kit_join(char out[PATH_MAX], const char *directory, const char *name)
{
    if (snprintf(out, PATH_MAX, "%s/%s", directory, name) >= PATH_MAX)
        out[0] = '\0';
}

bool
kit_find(char tree[PATH_MAX], char kit[PATH_MAX])
{
    char rubric[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", tree, PATH_MAX - 1);

    if (n <= 0)
        return false;
    tree[n] = '\0';
    dirname(dirname(tree));
    strcpy(kit, tree);
    for (int up = 0; up < 3; up++, dirname(kit)) {
        kit_join(rubric, kit, "grader/rubric");
        if (access(rubric, F_OK) == 0)
            return true;
    }
    return false;
}

/* make(1) hands names to a shell, so only those are sources that mean nothing to one. */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-"

bool
kit_is_source(const char *name, const void *unused)
{
    size_t n = strlen(name);

    (void)unused;
    if (name[0] == '-' || name[strspn(name, PLAIN)] != '\0')
        return false;
    return n > 2 && name[n - 2] == '.' && (name[n - 1] == 'c' || name[n - 1] == 'h');
}

/* The kit's own half of a lab, and the half that students write: their starter files say which. */
struct half {
    const struct lab *lab;
    const char *kit;
    bool students;
};

static bool
is_half(const char *name, const void *arg)
{
    const struct half *half = arg;
    char starter[PATH_MAX], file[300];

    if (!kit_is_source(name, NULL) || lab_has_program(half->lab, name))
        return false;
    snprintf(file, sizeof file, "handout/starter/%s/%.200s", half->lab->name, name);
    kit_join(starter, half->kit, file);
    return half->students == (access(starter, F_OK) == 0);
}

static bool
copy_half(const struct half *half, const char *to)
{
    struct copying how = {
        .take = is_half, .arg = half, .bytes_left = COPY_BYTES, .keep_time = true};
    char from[PATH_MAX], into[PATH_MAX];

    kit_join(from, half->kit, half->lab->name);
    kit_join(into, to, half->lab->name);
    return copy_directory(from, into, &how);
}

static bool
copy_named(const char *from, const char *to, const char *name)
{
    char source[PATH_MAX], target[PATH_MAX];

    kit_join(source, from, name);
    kit_join(target, to, name);
    return copy_file(source, target);
}

static bool
make_below(const char *path, const char *name)
{
    char below[PATH_MAX];

    kit_join(below, path, name);
    return mkdir(below, 0700) == 0;
}

/* The makefile takes the course's numbers from a file of the handout. */
static bool
copy_makefile(const char *from, const char *to)
{
    return make_below(to, "handout") && copy_named(from, to, "handout/course.conf") &&
           copy_named(from, to, "GNUmakefile");
}

static bool
copy_sources(const char *from, const char *to, const char *name)
{
    struct copying how = {.take = kit_is_source, .bytes_left = COPY_BYTES, .keep_time = true};
    char source[PATH_MAX], target[PATH_MAX];

    kit_join(source, from, name);
    kit_join(target, to, name);
    return copy_directory(source, target, &how);
}

static bool
lay_grader(const char *kit, const char *to)
{
    char self[PATH_MAX], into[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

    if (n <= 0)
        return false;
    self[n] = '\0';
    kit_join(into, to, "grader/run_all");
    if (!make_below(to, "grader") || !copy_named(kit, to, "grader/rubric"))
        return false;
    return copy_file(self, into);
}

/* A student's tree may hold only some of them. */
static bool
has_lab(const char *kit, const struct lab *lab)
{
    char path[PATH_MAX];

    kit_join(path, kit, lab->name);
    return access(path, F_OK) == 0;
}

bool
kit_lay_grader(const char *kit, const char *to)
{
    return mkdir(to, 0700) == 0 && lay_grader(kit, to);
}

bool
kit_lay(const char *kit, const char *to)
{
    char fallback[PATH_MAX];
    bool ok = kit_lay_grader(kit, to) && copy_makefile(kit, to) &&
              copy_sources(kit, to, "common") && make_below(to, "fallback");

    kit_join(fallback, to, "fallback");
    for (size_t l = 0; ok && l < LAB_COUNT; l++)
        ok = !has_lab(kit, &all_labs[l]) || copy_half(&(struct half){&all_labs[l], kit, false}, to);
    return ok && (!has_lab(kit, &all_labs[0]) ||
                  copy_half(&(struct half){&all_labs[0], kit, true}, fallback));
}

/* Neither the grader, with its rubric, nor what students are to write themselves. */
bool
kit_copy(const char *from, const char *to)
{
    static const char *const parts[] = {KIT_GRAPHS, "common", "build", "handout"};
    char source[PATH_MAX], target[PATH_MAX];
    bool ok = mkdir(to, 0700) == 0;

    copy_named(from, to, KIT_PREDICTIONS);
    copy_named(from, to, "GNUmakefile");
    for (size_t i = 0; ok && i < LAB_COUNT + sizeof parts / sizeof parts[0]; i++) {
        const char *part = i < LAB_COUNT ? all_labs[i].name : parts[i - LAB_COUNT];
        kit_join(source, from, part);
        kit_join(target, to, part);
        ok = access(source, F_OK) != 0 || copy_tree(source, target);
    }
    return ok;
}
