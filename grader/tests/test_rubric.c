/* test_rubric.c: the rubric's rules, words and needs, and errors that name their line. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"
#include "params.h"
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
    {"*.hello.model 1 clients=0\n", ":1: ", "from 3 to 8"},
    {"\n*.hello.model 1 clients=5x\n", ":2: ", "from 3 to 8"},
    {"*.hello.model 1 clients=4,5\n", ":1: ", "1 number"},
    {"*.hello.send-file 1 sizes=1,,2\n", ":1: ", "up to 12 numbers"},
    {"*.hello.model 1 sizes=1\n", ":1: ", "unknown setting"},
    {"*.hello.model 1 clients=4 clients=5\n", ":1: ", "twice"},
    {"a 1 visibility=later\n", ":1: ", "after_due_date"},
    {"a 1\nb see=nowhere\n", ":2: ", "PAGE.md#ANCHOR"},
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

START_TEST(settings)
{
    const struct rule *rule;

    ck_assert(read_text("lab1*  see=lab1.md#here\n"
                        "*  see=all.md#there\n"
                        "*.hello.model 6 visibility=hidden clients=4\n"
                        "*.hello.think 6 think=50 see=own.md#place\n"));
    rule = rubric_find(&rubric, "lab1-blocking.hello.model");
    ck_assert_int_eq(rule->visibility, HIDDEN);
    ck_assert_str_eq(rule_setting(rule, "clients"), "4");
    ck_assert_ptr_null(rule_setting(rule, "think"));
    ck_assert_str_eq(rubric_see(&rubric, "lab1-blocking.hello.model"), "lab1.md#here");
    ck_assert_str_eq(rubric_see(&rubric, "lab2-async.hello.model"), "all.md#there");
    ck_assert_str_eq(rubric_see(&rubric, "lab2-async.hello.think"), "own.md#place");
    ck_assert_str_eq(visibility_word(rule->visibility), "hidden");
}
END_TEST

/* What the running check gets: the rubric's word, or else the default. */
START_TEST(numbers)
{
    size_t sizes[12];

    ck_assert(read_text("*.hello.send-file 6 sizes=7,9\n*.hello.ledger 1\n"));
    now.check = "hello.send-file";
    now.rule = &rubric.rules[0];
    ck_assert_uint_eq(param_list("sizes", sizes, 12), 2);
    ck_assert_uint_eq(sizes[1], 9);
    ck_assert(!param_has("clients"));
    now.check = "hello.ledger";
    now.rule = &rubric.rules[1];
    ck_assert_int_eq(param("clients"), 200);
}
END_TEST

/* The head of grader/rubric shows people the table of params.c. */
START_TEST(head_of_the_rubric)
{
    static char head[16384];
    FILE *f = fopen("grader/rubric", "r");
    const struct param *p;
    char name[100], range[60], *line;

    ck_assert_ptr_nonnull(f);
    head[fread(head, 1, sizeof head - 1, f)] = '\0';
    fclose(f);
    for (size_t i = 0; (p = param_at(i)) != NULL; i++) {
        snprintf(name, sizeof name, "#   %-20s %-8s ", p->check, p->name);
        snprintf(range, sizeof range, " %ld..%ld ", p->low, p->high);
        line = strstr(head, name);
        ck_assert_msg(line != NULL, "grader/rubric does not show %s of %s", p->name, p->check);
        line[strcspn(line, "\n")] = '\0';
        ck_assert_msg(strstr(line, range) != NULL && strstr(line, p->meaning) != NULL,
                      "grader/rubric says something else than params.c: %s", line);
        line[strlen(line)] = '\n';
    }
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
    tcase_add_test(reading, settings);
    tcase_add_test(reading, numbers);
    tcase_add_test(reading, head_of_the_rubric);
    tcase_add_test(reading, no_file);
    suite_add_tcase(suite, reading);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
