/* test_reports.c: every form of the report of invented gradings, whose texts are as nasty as a
 * program's can be. Without an argument it tests what C can see of them; with a directory it
 * writes them there, for reports.py, which gives them to those who read such files. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/class.h"
#include "report/forms.h"

#define JOBS 17

#define NASTY                                                                                      \
    "<script>alert(1)</script> & \"quoted\" 'too' ]]> # TODO \\ word: ::error::x ##[error]y"

static struct rule rules[JOBS];
static struct job jobs[JOBS];
static struct sheet sheet;
static struct record *const records = sheet.records;
static const struct options options = {.seed = 4711, .submission_count = 1};

static struct grading
invent(const char *name)
{
    memset(rules, 0, sizeof rules);
    memset(&sheet, 0, sizeof sheet);
    sheet.seconds = 1.5;
    for (int i = 0; i < JOBS; i++) {
        const struct lab *lab = &all_labs[i < 6 ? 0 : i < 12 ? 1 : 2];
        rules[i].points = i == 4 ? 0 : i % 4 + 0.5 * (i == 9);
        snprintf(rules[i].words[RUBRIC_WHAT], 100, "what check %d looks at <b>", i);
        snprintf(rules[i].words[RUBRIC_WHY], 100, "why %d: it matters", i);
        snprintf(rules[i].words[RUBRIC_HINT], 100, "hint %d & more", i);
        jobs[i] = (struct job){.lab = lab, .rule = &rules[i], .record = &records[i]};
        jobs[i].see = i % 2 ? "lab1.md#hand-in" : "";
        snprintf(jobs[i].id, sizeof jobs[i].id, "%s.%s.c%d", lab->name, i % 6 == 2 ? "think" : "x",
                 i % 6);
        jobs[i].name = strchr(jobs[i].id, '.') + 1;
    }
    return (struct grading){.name = name, .sheet = &sheet, .jobs = jobs, .count = JOBS};
}

static void
invent_lanes(struct timeline *t, int model)
{
    *t = (struct timeline){.work_us = 100000, .count = 5};
    for (int i = 0; i < 5; i++) {
        int32_t first = 100000 * (model == 0 ? i + 1 : 1) + 500;
        t->lanes[i] = (struct lane){100 * i, first, first + 100};
    }
    if (model == 2)
        t->lanes[4] = (struct lane){400, -1, -1};
}

/* Each verdict once, and then passes. */
static void
invent_verdicts(void)
{
    for (int i = 0; i < JOBS; i++) {
        struct record *r = &records[i];
        r->verdict = i < VERDICTS ? (enum verdict)i : V_PASS;
        r->share = 0.5;
        r->signal = 11;
        r->seconds = 0.25;
        r->cpu = 0.125;
        r->waited = 0.0625;
        snprintf(r->why, sizeof r->why, "%s", NASTY);
        snprintf(r->stage, sizeof r->stage, "stage %d", i);
        if (i % 6 == 2)
            invent_lanes(&r->timeline, i / 6);
        if (r->verdict == V_PASS)
            continue;
        snprintf(r->expected, sizeof r->expected, "expected %d", i);
        snprintf(r->came, sizeof r->came, "%s", NASTY);
        for (int k = 0; k < 40; k++)
            snprintf(r->transcript + strlen(r->transcript), 100, "%8.1f ms  1  < line %d %s\n",
                     k * 1.0, k, k == 3 ? "</pre>" : "");
        snprintf(r->output, sizeof r->output, "server, stdout:\n    ::error::z\n    ##[group]\n");
    }
    records[7].stall_ms = 99; /* no event loop */
    records[13].stall_ms = 12.5;
    rules[5].visibility = HIDDEN;
    rules[8].visibility = AFTER_DUE_DATE;
}

/* ---- what C can see -------------------------------------------------------------------------- */

START_TEST(folder_names)
{
    char *const paths[] = {"a/anna",      "b/anna/", "=1+1.zip", "../..", "x/Anna",
                           "b\xc3\xb6se", "anna-2",  "/",        "",      ".git"};
    char(*names)[FOLDER_MAX] = class_folders(paths, 10);

    ck_assert_ptr_nonnull(names);
    ck_assert_str_eq(names[0], "anna");
    ck_assert_str_eq(names[1], "anna-2");
    ck_assert_str_eq(names[2], "_1_1.zip");
    ck_assert_str_eq(names[5], "b__se");
    ck_assert_str_eq(names[6], "anna-2-2");
    ck_assert_str_eq(names[9], "_git");
    for (int i = 0; i < 10; i++) {
        ck_assert(names[i][0] != '.' && names[i][0] != '\0' && strchr(names[i], '/') == NULL);
        for (int k = 0; k < i; k++)
            ck_assert_int_ne(strcasecmp(names[i], names[k]), 0);
    }
    free(names);
}
END_TEST

START_TEST(told_in_little_room)
{
    struct grading g = invent("x");
    char text[6000];

    invent_verdicts();
    report_tell(text, sizeof text, &g, &jobs[V_FAIL], &options, true);
    ck_assert_ptr_nonnull(strstr(text, "expected: expected 3\n"));
    ck_assert_ptr_nonnull(strstr(text, "why it matters: why 3: it matters\n"));
    ck_assert_ptr_nonnull(strstr(text, "look at: hint 3 & more\n"));
    ck_assert_ptr_nonnull(strstr(text, "handout: lab1.md#hand-in\n"));
    ck_assert_ptr_nonnull(strstr(text, "again: grader/run_all --only lab1-blocking.x.c3 --seed "
                                       "4711 x\n"));
    ck_assert_ptr_nonnull(strstr(text, "line 39"));
    for (size_t size = 60; size < 3000; size += 7) {
        memset(text, 'x', sizeof text);
        report_tell(text, size, &g, &jobs[V_FAIL], &options, true);
        ck_assert_uint_lt(strlen(text), size);
    }
    report_tell(text, 1400, &g, &jobs[V_FAIL], &options, true);
    ck_assert_ptr_nonnull(strstr(text, "line 0"));
    ck_assert_ptr_nonnull(strstr(text, "(lines left out)\n"));
    ck_assert_ptr_nonnull(strstr(text, "line 39"));
    report_tell(text, sizeof text, &g, &jobs[5], &options, false);
    ck_assert_str_eq(text, "CRASH\n");
}
END_TEST

/* A name that a shell must not take apart, or that begins like an option. */
START_TEST(again_is_a_command)
{
    static const char *const names[][2] = {{"a b;rm", " 'a b;rm'"},
                                           {"-x", " './-x'"},
                                           {"it's", " SUBMISSION"},
                                           {"a/b.zip", " a/b.zip"}};
    char text[900], expected[300];

    for (int i = 0; i < 4; i++) {
        struct grading g = invent(names[i][0]);
        report_again(text, sizeof text, &g, &jobs[0], &options);
        snprintf(expected, sizeof expected,
                 "grader/run_all --only lab1-blocking.x.c0 --seed 4711%s", names[i][1]);
        ck_assert_str_eq(text, expected);
    }
}
END_TEST

START_TEST(no_room_to_write)
{
    struct grading g = invent("x");
    char error[500];

    ck_assert(!report_directory("/dev/null/report", &g, &options, error, sizeof error));
    ck_assert_str_eq(error, "cannot write /dev/null/report: Not a directory");
    ck_assert(!class_write("/nonexistent", NULL, error, sizeof error));
    ck_assert_str_eq(error, "there is no report in /nonexistent");
}
END_TEST

/* ---- for reports.py ----------------------------------------------------------------------------
 */

static void
must(bool good, const char *error)
{
    if (good)
        return;
    fprintf(stderr, "test_reports: %s\n", error);
    exit(1);
}

static void
write_one(const char *place, const char *folder, const struct grading *g)
{
    char path[500], error[500];

    snprintf(path, sizeof path, "%s/%s", place, folder);
    must(report_directory(path, g, &options, error, sizeof error), error);
}

static void
write_class(const char *directory, bool earlier)
{
    static char *const paths[] = {"=cmd|'C calc'!A0", "all/anna", "again/anna", "dora, \"d\""};
    char(*folders)[FOLDER_MAX] = class_folders(paths, 4);
    char place[400], before[400], error[500];

    snprintf(place, sizeof place, "%s/%s", directory, earlier ? "earlier" : "class");
    snprintf(before, sizeof before, "%s/earlier", directory);
    for (int i = earlier; i < 4; i++) {
        struct grading g = invent(paths[i]);
        invent_verdicts();
        if (i == 1)
            for (int k = 0; k < JOBS; k++)
                records[k].verdict = earlier && k == 6 ? V_LEAK : V_PASS;
        write_one(place, folders[i], &g);
    }
    must(class_write(place, earlier ? NULL : before, error, sizeof error), error);
    free(folders);
}

static int
write_all(const char *directory)
{
    struct grading g = invent("not run");

    write_one(directory, "skeleton", &g);
    for (int i = 0; i < JOBS; i++) {
        records[i].verdict = i % 6 == 0 ? V_BUILD_ERROR : V_SKIPPED;
        snprintf(records[i].why, sizeof records[i].why, "no program, says check %d", i);
    }
    sheet_note(&sheet, "build: hello_server.c:3: error: expected ';' <here>");
    write_one(directory, "build", &g);
    write_class(directory, true);
    write_class(directory, false);
    return 0;
}

int
main(int argc, char **argv)
{
    Suite *suite = suite_create("reports");
    TCase *tcase = tcase_create("reports");
    SRunner *runner;
    int failed;

    if (argc == 2)
        return write_all(argv[1]);
    tcase_add_test(tcase, folder_names);
    tcase_add_test(tcase, told_in_little_room);
    tcase_add_test(tcase, again_is_a_command);
    tcase_add_test(tcase, no_room_to_write);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
