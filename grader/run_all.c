/* run_all.c: the grader's main: reads the command line and the rubric, and has it all graded.
 *
 * The same program is three: the grader that people call, which reports; the inner grader, which
 * that one starts for each submission in a room of its own (inside.h); and the process that unpacks
 * an archive (unpack.h). The latter two are nobody else's to call. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "grading.h"
#include "inside.h"
#include "kit.h"
#include "ladder.h"
#include "report/class.h"
#include "report/report.h"
#include "stop.h"
#include "unpack.h"

static int
trouble(const char *what)
{
    fprintf(stderr, "run_all: %s\n", what);
    return EXIT_GRADER;
}

/* Plans all checks of the labs in tree: for --list, and to see whether --only names any. */
static bool
plan_tree(struct grading *g, const struct options *o, const struct rubric *rubric, char *error,
          size_t size)
{
    static char tree[PATH_MAX], kit[PATH_MAX], lab[PATH_MAX];
    int fd;

    snprintf(error, size, "no memory");
    kit_find(tree, kit);
    if ((g->sheet = sheet_make(&fd)) == NULL)
        return false;
    close(fd);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        kit_join(lab, tree, all_labs[l].name);
        g->sheet->present[l] = o->submission_count > 0 || access(lab, F_OK) == 0;
    }
    g->sheet->predictions = g->sheet->graphs = true;
    return grading_plan(g, o, rubric, error, size);
}

static void
list(const struct grading *g)
{
    for (size_t i = 0; i < g->count; i++)
        printf("%-42s %4g  %-13s  %s\n", g->jobs[i].id, g->jobs[i].rule->points,
               g->jobs[i].lab->name, g->jobs[i].rule->words[RUBRIC_WHAT]);
}

/* There is a report even when nothing can be graded: one without checks, which says why. */
static int
report_trouble(const struct options *o, const char *why)
{
    struct grading g = {.name = "nothing was graded"};
    char error[500];
    int fd;

    trouble(why);
    if (o->list || (g.sheet = sheet_make(&fd)) == NULL)
        return EXIT_GRADER;
    close(fd);
    g.sheet->order.sandbox.level = o->level < SANDBOX_LEVELS ? o->level : SANDBOX_LIMITS;
    snprintf(g.sheet->trouble, sizeof g.sheet->trouble, "%s", why);
    sheet_note(g.sheet, "the grader failed, not your program: %s", why);
    report_write(stdout, &g, o);
    if (o->report != NULL && !report_directory(o->report, &g, o, error, sizeof error))
        trouble(error);
    grading_free(&g);
    return EXIT_GRADER;
}

static int
work(const struct options *o, const struct rubric *rubric)
{
    struct grading g = {0};
    char error[500];
    bool planned = plan_tree(&g, o, rubric, error, sizeof error);
    size_t count = g.count;

    if (planned && o->list)
        list(&g);
    grading_free(&g);
    if (!planned)
        return report_trouble(o, error);
    if (count == 0) {
        fprintf(stderr, "run_all: no check matches\n");
        return EXIT_USAGE;
    }
    return o->list ? EXIT_PASSED : batch_run(o, rubric);
}

/* The highest rung that works, or the one asked for, if it does. */
static bool
choose_level(struct options *o)
{
    char why[300];

    if (o->level == SANDBOX_LEVELS) {
        o->level = ladder_climb();
        return true;
    }
    if (ladder_try(o->level, why, sizeof why))
        return true;
    fprintf(stderr, "run_all: --sandbox %s does not work here: %s\n", sandbox_word(o->level), why);
    return false;
}

/* After all are graded: what is about all of them. */
static int
gather(const struct options *o)
{
    char error[500];

    return class_write(o->report, o->compare, error, sizeof error) ? EXIT_PASSED : trouble(error);
}

static int
grade(struct options *o)
{
    static char tree[PATH_MAX], kit[PATH_MAX], path[PATH_MAX];
    struct rubric rubric;
    char error[500];
    int status;

    if (!kit_find(tree, kit))
        return report_trouble(o, "there is no grader/rubric beside this program");
    kit_join(path, kit, "grader/rubric");
    if (!rubric_read(&rubric, path, error, sizeof error))
        return report_trouble(o, error);
    stop_watch();
    status = o->list || choose_level(o) ? work(o, &rubric) : EXIT_GRADER;
    if (o->report != NULL && !o->list && status != EXIT_USAGE && gather(o) != EXIT_PASSED)
        status = EXIT_GRADER;
    rubric_free(&rubric);
    return status;
}

int
main(int argc, char **argv)
{
    struct options o;
    enum options_outcome outcome;

    if (argc == 3 && strcmp(argv[1], "--inside") == 0)
        return inside_main(argv[2]);
    if (argc == 3 && strcmp(argv[1], "--unpack") == 0)
        return unpack_here(argv[2]);
    outcome = cmdline_parse(&o, argc, argv);
    if (outcome != OPTIONS_RUN)
        return outcome == OPTIONS_HELP ? EXIT_PASSED : EXIT_USAGE;
    for (size_t i = 0; i < o.submission_count; i++)
        if (access(o.submissions[i], R_OK) != 0) {
            fprintf(stderr, "run_all: %s: %s\n", o.submissions[i], strerror(errno));
            return EXIT_USAGE;
        }
    if (o.gather)
        return gather(&o);
    if (o.doctor) {
        ladder_doctor();
        return EXIT_PASSED;
    }
    return grade(&o);
}
