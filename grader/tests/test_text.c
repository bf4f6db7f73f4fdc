/* test_text.c: student bytes made harmless, ready lines taken apart, verdicts in words. */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "launch.h"
#include "record.h"
#include "text.h"

START_TEST(escaping)
{
    char out[64], small[16];

    ck_assert_str_eq(text_escape(out, sizeof out, "a\nok 99\r\0b", 10), "a\\x0aok 99\\x0d\\x00b");
    ck_assert_str_eq(text_escape(out, sizeof out, "\\x41\x1b[2J\xff", 9), "\\\\x41\\x1b[2J\\xff");
    text_escape(small, sizeof small, "0123456789012345678901234567890", 31);
    ck_assert(strlen(small) < sizeof small);
    ck_assert_str_eq(small + strlen(small) - 3, "...");
}
END_TEST

START_TEST(generated)
{
    unsigned char a[100], b[100];
    char name[64], same[64], other[64];

    text_fill(a, sizeof a, 4711, 1);
    text_fill(b, sizeof b, 4711, 1);
    ck_assert_mem_eq(a, b, sizeof a);
    text_fill(b, sizeof b, 4712, 1);
    ck_assert_mem_ne(a, b, sizeof a);
    text_fill(b, 99, 4711, 1); /* a size that is no multiple of a word */
    ck_assert_mem_eq(a, b, 99);
    text_name(name, sizeof name, 4711, 3);
    text_name(same, sizeof same, 4711, 3);
    text_name(other, sizeof other, 4711, 4);
    ck_assert_str_eq(name, same);
    ck_assert_str_ne(name, other);
    for (unsigned i = 0; i < 50; i++) {
        unsigned n = text_number(i, i, 10, 12);
        ck_assert(n >= 10 && n <= 12);
    }
}
END_TEST

START_TEST(ready_lines)
{
    char host[64];
    unsigned port;

    ck_assert(launch_parse_ready("listening on 127.0.0.1:40123\n", host, sizeof host, &port));
    ck_assert_str_eq(host, "127.0.0.1");
    ck_assert_uint_eq(port, 40123);
    ck_assert(launch_parse_ready("listening on [::1]:7\nmore\n", host, sizeof host, &port));
    ck_assert_str_eq(host, "::1");
    ck_assert_uint_eq(port, 7);
}
END_TEST

static const char *const not_ready[] = {
    "",
    "\n",
    "listening on 127.0.0.1:40123",
    "Listening on 127.0.0.1:1\n",
    "listening on 127.0.0.1:0\n",
    "listening on 127.0.0.1:65536\n",
    "listening on :80\n",
    "listening on 127.0.0.1:80 \n",
    "hello\nlistening on 127.0.0.1:80\n",
    "listening on 127.0.0.1\n",
};

START_TEST(no_ready_line)
{
    char host[64];
    unsigned port;

    ck_assert(!launch_parse_ready(not_ready[_i], host, sizeof host, &port));
}
END_TEST

START_TEST(verdicts)
{
    struct record r = {.verdict = V_CRASH, .signal = SIGSEGV, .stage = "the greeting"};
    char out[100];

    record_verdict(&r, out, sizeof out);
    ck_assert_str_eq(out, "CRASH(SIGSEGV)");
    r.verdict = V_TIMEOUT;
    record_verdict(&r, out, sizeof out);
    ck_assert_str_eq(out, "TIMEOUT(the greeting)");
    ck_assert_double_eq(record_share(&r), 0);
    r.verdict = V_PARTIAL;
    r.share = 0.5;
    ck_assert_double_eq(record_share(&r), 0.5);
    for (int v = 0; v <= V_GRADER; v++)
        ck_assert_ptr_nonnull(verdict_word((enum verdict)v));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("text");
    TCase *words = tcase_create("words");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(words, escaping);
    tcase_add_test(words, generated);
    tcase_add_test(words, ready_lines);
    tcase_add_loop_test(words, no_ready_line, 0, sizeof not_ready / sizeof not_ready[0]);
    tcase_add_test(words, verdicts);
    suite_add_tcase(suite, words);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
