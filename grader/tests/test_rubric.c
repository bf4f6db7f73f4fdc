/* test_rubric.c: the rubric's rules, words and needs, and errors that name their line. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rubric.h"

static char path[] = "/tmp/test_rubric.XXXXXX", error[300];
static struct rubric rubric;

static void
make_file(void)
{
    ck_assert_int_ne(close(mkstemp(path)), -1);
}

static void
remove_file(void)
{
    rubric_free(&rubric);
    unlink(path);
}

static bool
read_text(const char *text)
{
    FILE *f = fopen(path, "w");

    fputs(text, f);
    fclose(f);
    return rubric_read(&rubric, path, error, sizeof error);
}

START_TEST(rules_and_words)
{
    const struct rule *rule;

    ck_assert(read_text("# comment\n\n"
                        "lab2-*.hello.model 6.5 needs=hello.ready,hello.greeting\n"
                        "    what: five clients\n"
                        "          are held\n"
                        "    why:  because\n"
                        "*.hello.model 2\n"));
    ck_assert_uint_eq(rubric.count, 2);
    rule = rubric_find(&rubric, "lab2-threads.hello.model");
    ck_assert_ptr_nonnull(rule);
    ck_assert_double_eq(rule->points, 6.5);
    ck_assert_str_eq(rule->words[RUBRIC_WHAT], "five clients are held");
    ck_assert_str_eq(rule->words[RUBRIC_WHY], "because");
    ck_assert_str_eq(rule->words[RUBRIC_HINT], "");
    ck_assert(rule_needs(rule, "hello.ready"));
    ck_assert(rule_needs(rule, "hello.greeting"));
    ck_assert(!rule_needs(rule, "hello"));
    ck_assert(!rule_needs(rule, "hello.read"));
    ck_assert_double_eq(rubric_find(&rubric, "lab1-blocking.hello.model")->points, 2);
    ck_assert_ptr_null(rubric_find(&rubric, "lab1-blocking.hello.think"));
}
END_TEST

static const struct {
    const char *text, *line, *words;
} wrongs[] = {
    {"a 1\nb\n", ":2: ", "points"},
    {"a 1\n\nb two\n", ":3: ", "from 0 to 1000"},
    {"a -1\n", ":1: ", "from 0 to 1000"},
    {"a nan\n", ":1: ", "from 0 to 1000"},
    {"a 1x\n", ":1: ", "from 0 to 1000"},
    {"a 1 need=b\n", ":1: ", "unknown setting"},
    {"  what: x\n", ":1: ", "before the first rule"},
    {"a 1\n  nonsense\n", ":2: ", "what:"},
};

START_TEST(errors_name_their_line)
{
    ck_assert(!read_text(wrongs[_i].text));
    ck_assert_ptr_nonnull(strstr(error, path));
    ck_assert_ptr_nonnull(strstr(error, wrongs[_i].line));
    ck_assert_ptr_nonnull(strstr(error, wrongs[_i].words));
}
END_TEST

START_TEST(no_file)
{
    ck_assert(!rubric_read(&rubric, "/nonexistent/rubric", error, sizeof error));
    ck_assert_ptr_nonnull(strstr(error, "/nonexistent/rubric: "));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("rubric");
    TCase *reading = tcase_create("reading");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(reading, make_file, remove_file);
    tcase_add_test(reading, rules_and_words);
    tcase_add_loop_test(reading, errors_name_their_line, 0, sizeof wrongs / sizeof wrongs[0]);
    tcase_add_test(reading, no_file);
    suite_add_tcase(suite, reading);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
