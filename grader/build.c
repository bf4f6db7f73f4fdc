/* build.c: builds a submission's programs with the kit's own makefile. */
#include "build.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "copy.h"
#include "fallback.h"
#include "kit.h"
#include "text.h"
#include "tool.h"
#include "workdir.h"

#define BUILD_MS                                                                                   \
    180000 /* wall-clock time of a busy machine; an endless build ends by CPU_SECONDS */
#define OBJECT_MAX  (64 << 20) /* bytes in one file */
#define TARGETS_MAX 20
#define SHARED_MAX  40 /* files that students are given */

/* A compiler needs less than 2 GiB. Warnings are for the student's own make; here they cost
 * nothing. */
static const char *const make[] = {"prlimit", "--as=2147483648", "--", "make", "-k",
                                   "-j2",     "WERROR=",         NULL};

/* The programs of a lab whose source is there. */
static size_t
add_targets(struct command *c, char names[][64], const struct grading *g, const struct lab *lab)
{
    char path[PATH_MAX + 64];
    size_t n = 0;

    for (const char *const *p = lab->programs; *p != NULL; p++) {
        snprintf(names[n], 64, "%s/%s", lab->name, *p);
        snprintf(path, sizeof path, "%s/%s.c", g->kit, names[n]);
        if (access(path, F_OK) == 0)
            command_add(c, names[n++]);
    }
    return n;
}

static void
note_first_error(struct grading *g, const char *log)
{
    char line[1000], safe[180];
    FILE *f = fopen(log, "re");

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strstr(line, "error:") != NULL || strstr(line, "undefined reference") != NULL) {
            text_escape(safe, sizeof safe, line, strcspn(line, "\n"));
            sheet_note(g->sheet, "build: %s", safe);
            break;
        }
    if (f != NULL)
        fclose(f);
}

/* From and below the labs' first up to, but without, their last. */
static void
build_labs(struct grading *g, size_t first, size_t last, const char *log)
{
    char names[TARGETS_MAX][64];
    struct command c = {.n = 0};
    size_t n = 0;
    int result;

    sandbox_tool(&c, g->kit, g->kit);
    command_add_all(&c, make);
    for (size_t l = first; l < last; l++)
        n += add_targets(&c, names + n, g, &all_labs[l]);
    if (n == 0)
        return;
    result = tool_run(c.argv, g->kit, log, OBJECT_MAX, BUILD_MS);
    if (result == TOOL_LATE)
        sheet_note(g->sheet, "build: not finished after %d s", BUILD_MS / 1000);
    else if (result != 0)
        note_first_error(g, log);
}

/* The objects of a lab's files that students are given. */
static void
add_objects(struct command *c, char names[][128], size_t *n, const char *kit, const char *lab)
{
    char path[PATH_MAX];
    struct dirent *entry;
    DIR *dir;

    kit_join(path, kit, lab);
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL && *n < SHARED_MAX) {
        size_t k = strlen(entry->d_name);
        if (k < 3 || k > 60 || strcmp(entry->d_name + k - 2, ".c") != 0)
            continue;
        snprintf(names[*n], 128, "build/plain/%s/%.*s.o", lab, (int)k - 2, entry->d_name);
        command_add(c, names[(*n)++]);
    }
    if (dir != NULL)
        closedir(dir);
}

/* Beside its name first: another grader may be looking at it. */
static void
keep(const char *built, const char *cache)
{
    char beside[PATH_MAX];

    snprintf(beside, sizeof beside, "%.4000s.%d", cache, (int)getpid());
    if (copy_tree(built, beside)) {
        workdir_remove(cache);
        if (rename(beside, cache) == 0)
            return;
    }
    workdir_remove(beside);
}

void
build_shared(const char *kit, const char *cache)
{
    static char names[SHARED_MAX][128];
    char built[PATH_MAX];
    struct command c = {.n = 0};
    size_t n = 0;
    bool built_all;

    kit_join(built, kit, "build");
    copy_tree(cache, built);
    fallback_show(kit);
    workdir_give(kit, sandbox.uid);
    sandbox_tool(&c, kit, kit);
    command_add_all(&c, make);
    command_add(&c, "build/plain/libcommon.a");
    for (size_t l = 0; l < LAB_COUNT; l++)
        add_objects(&c, names, &n, kit, all_labs[l].name);
    built_all = tool_run(c.argv, kit, NULL, OBJECT_MAX, BUILD_MS) == 0;
    workdir_take(kit);
    if (built_all)
        keep(built, cache);
    fallback_hide(kit);
}

void
build_programs(struct grading *g, const char *tree)
{
    char log[PATH_MAX + 16], objects[PATH_MAX];

    snprintf(log, sizeof log, "%s.log", g->kit);
    workdir_give(g->kit, sandbox.uid);
    build_labs(g, 0, 1, log);
    if (g->sheet->present[1] || g->sheet->present[2]) {
        fallback_lay(tree, g->kit);
        workdir_give(g->kit, sandbox.uid);
        build_labs(g, 1, LAB_COUNT, log);
        fallback_take_back();
    }
    kit_join(objects, g->kit, "build");
    workdir_remove(objects);
}
