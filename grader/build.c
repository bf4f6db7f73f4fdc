/* build.c: builds a submission's programs with the kit's own makefile. */
#include "build.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "text.h"
#include "tool.h"

#define BUILD_MS    120000
#define OBJECT_MAX  (64 << 20) /* bytes in one file */
#define TARGETS_MAX 20

/* Warnings are for the student's own make; here they cost nothing. */
static const char *const make[] = {"make", "-k", "-j2", "WERROR="};

#define WORDS (sizeof make / sizeof make[0])

static size_t
list_targets(const struct grading *g, char names[][64], const char *argv[])
{
    char path[PATH_MAX + 64];
    size_t n = 0;

    memcpy(argv, make, sizeof make);
    for (size_t l = 0; l < LAB_COUNT; l++)
        for (const char *const *p = all_labs[l].programs; *p != NULL && n < TARGETS_MAX; p++) {
            snprintf(names[n], 64, "%s/%s", all_labs[l].name, *p);
            snprintf(path, sizeof path, "%s/%s.c", g->kit, names[n]);
            if (access(path, F_OK) == 0) {
                argv[WORDS + n] = names[n];
                n++;
            }
        }
    argv[WORDS + n] = NULL;
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
            grading_note(g, "build: %s", safe);
            break;
        }
    if (f != NULL)
        fclose(f);
}

void
build_programs(struct grading *g)
{
    const char *argv[TARGETS_MAX + WORDS + 1];
    char names[TARGETS_MAX][64], log[PATH_MAX + 16];
    int result;

    if (list_targets(g, names, argv) == 0)
        return;
    snprintf(log, sizeof log, "%s/build.log", g->kit);
    result = tool_run(argv, g->kit, log, OBJECT_MAX, BUILD_MS);
    if (result == TOOL_LATE)
        grading_note(g, "build: not finished after %d s", BUILD_MS / 1000);
    else if (result != 0)
        note_first_error(g, log);
}
