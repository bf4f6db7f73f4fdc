/* run_all.c: the grader's main: reads the rubric, grades each submission, writes the reports. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "report/class.h"
#include "report/report.h"
#include "stop.h"
#include "submission.h"
#include "supervise.h"
#include "text.h"
#include "workdir.h"

enum { EXIT_PASSED, EXIT_SOME_FAILED, EXIT_USAGE, EXIT_GRADER };

static int
trouble(const char *what)
{
    fprintf(stderr, "run_all: %s\n", what);
    return EXIT_GRADER;
}

/* The program stands in KIT/grader, or with sanitizers in KIT/build/FLAVOUR/grader. tree gets
 * the directory whose labs are graded, kit the one which holds grader/rubric. */
static bool
find_kit(char tree[PATH_MAX], char kit[PATH_MAX])
{
    static char rubric[PATH_MAX + 16];
    ssize_t n = readlink("/proc/self/exe", tree, PATH_MAX - 1);

    if (n <= 0)
        return false;
    tree[n] = '\0';
    dirname(dirname(tree));
    strcpy(kit, tree);
    for (int up = 0; up < 3; up++, dirname(kit)) {
        snprintf(rubric, sizeof rubric, "%s/grader/rubric", kit);
        if (access(rubric, F_OK) == 0)
            return true;
    }
    return false;
}

static int
list(const struct grading *g)
{
    for (size_t i = 0; i < g->count; i++)
        printf("%-42s %4g  %-13s  %s\n", g->jobs[i].id, g->jobs[i].rule->points,
               g->jobs[i].lab->name, g->jobs[i].rule->words[RUBRIC_WHAT]);
    return EXIT_PASSED;
}

/* Into directory, unless that is NULL. What fails is said once and does not end the grading. */
static bool
report_into(const char *directory, const struct grading *g, const struct options *o)
{
    char error[500];

    if (directory == NULL || report_directory(directory, g, o, error, sizeof error))
        return true;
    trouble(error);
    return false;
}

static int
judge_all(struct grading *g, const struct options *o, const char *work, const char *directory)
{
    int64_t begin = clock_ms();
    bool reported = report_into(directory, g, o), whole = supervise(g, work, o->seed);
    struct total t;

    g->seconds = (double)(clock_ms() - begin) / 1000;
    report_write(stdout, g, o);
    reported = reported && report_into(directory, g, o);
    t = grading_total(g, NULL);
    if (!whole || !reported || t.grader_failed)
        return EXIT_GRADER;
    return t.passed == t.count || report_is_platform(o->format) ? EXIT_PASSED : EXIT_SOME_FAILED;
}

/* name NULL: the labs of this tree, as they are built. directory is for its report, or NULL. */
static int
grade(const char *name, const struct options *o, const struct rubric *rubric,
      const char *directory)
{
    static char tree[PATH_MAX], kit[PATH_MAX], error[500], safe[500];
    struct grading g = {.name = "this tree"};
    char work[WORKDIR_SIZE];
    int status = EXIT_GRADER;

    if (name != NULL)
        g.name = text_escape(safe, sizeof safe, name, strlen(name));
    find_kit(tree, kit);
    if (!workdir_make(work))
        return trouble("cannot make a private directory for this run");
    if (name == NULL && !submission_here(&g, tree, work))
        status = trouble("cannot copy the programs of this tree");
    else if (name != NULL && !submission_lay(&g, name, kit, work, error, sizeof error))
        status = trouble(error);
    else if (!grading_plan(&g, o, rubric, error, sizeof error))
        status = trouble(error);
    else if (g.count == 0)
        fprintf(stderr, "run_all: no check matches\n"), status = EXIT_USAGE;
    else if (o->list)
        status = list(&g);
    else
        status = judge_all(&g, o, work, directory);
    grading_free(&g);
    workdir_remove(work);
    return status;
}

/* Alone, a submission's report is all there is in the directory. */
static int
grade_each(const struct options *o, const struct rubric *rubric)
{
    char(*folders)[FOLDER_MAX] = class_folders(o->submissions, o->submission_count);
    char directory[PATH_MAX];
    int worst = EXIT_PASSED;

    if (folders == NULL)
        return trouble("no memory");
    for (size_t i = 0; i < o->submission_count && !stop_asked(); i++) {
        snprintf(directory, sizeof directory, "%.3000s/%s", o->report != NULL ? o->report : "",
                 folders[i]);
        int status = grade(o->submissions[i], o, rubric,
                           o->report == NULL || o->submission_count == 1 ? o->report : directory);
        worst = status > worst ? status : worst;
    }
    free(folders);
    return worst;
}

/* After all are graded: what is about all of them. */
static int
gather(const struct options *o)
{
    char error[500];

    return class_write(o->report, o->compare, error, sizeof error) ? EXIT_PASSED : trouble(error);
}

int
main(int argc, char **argv)
{
    static char tree[PATH_MAX], kit[PATH_MAX], path[PATH_MAX + 16], error[500];
    struct rubric rubric;
    struct options o;
    enum options_outcome outcome = cmdline_parse(&o, argc, argv);
    int worst = EXIT_PASSED;

    if (outcome != OPTIONS_RUN)
        return outcome == OPTIONS_HELP ? EXIT_PASSED : EXIT_USAGE;
    for (size_t i = 0; i < o.submission_count; i++)
        if (access(o.submissions[i], R_OK) != 0) {
            fprintf(stderr, "run_all: %s: %s\n", o.submissions[i], strerror(errno));
            return EXIT_USAGE;
        }
    if (o.gather)
        return gather(&o);
    if (!find_kit(tree, kit))
        return trouble("there is no grader/rubric beside this program");
    snprintf(path, sizeof path, "%s/grader/rubric", kit);
    if (!rubric_read(&rubric, path, error, sizeof error))
        return trouble(error);
    stop_watch();
    if (o.submission_count == 0 || o.list)
        worst = grade(NULL, &o, &rubric, o.list ? NULL : o.report);
    else
        worst = grade_each(&o, &rubric);
    if (o.report != NULL && !o.list && worst != EXIT_USAGE && gather(&o) != EXIT_PASSED)
        worst = EXIT_GRADER;
    rubric_free(&rubric);
    return worst;
}
