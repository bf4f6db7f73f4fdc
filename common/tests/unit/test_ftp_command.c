/* Commands, taken apart and put together. */

#include "ftp_command.h"
#include "kit.h"

#include <string.h>

static void
parses(const char *line, const char *verb, const char *argument)
{
    struct ftp_command c = ftp_command_parse(line);

    ck_assert_str_eq(c.verb, verb);
    if (*verb != '\0')
        ck_assert_str_eq(c.argument, argument);
}

START_TEST(verb_and_argument)
{
    parses("NOOP", "NOOP", "");
    parses("noop", "NOOP", "");
    parses("RETR a.txt", "RETR", "a.txt");
    parses("cwd  two spaces ", "CWD", " two spaces ");
    parses("RETR ", "RETR", "");
    parses("STOR \344\303\274 x", "STOR", "\344\303\274 x");
    parses("X", "X", "");
}
END_TEST

START_TEST(what_does_not_start_with_a_verb)
{
    parses("", "", "");
    parses(" NOOP", "", "");
    parses("RETRIEVE a", "", "");
    parses("RE1 a", "", "");
    parses("\344 a", "", "");
    parses("NOOP\ta", "", "");
}
END_TEST

START_TEST(controls_are_not_clean)
{
    ck_assert(ftp_command_is_clean(""));
    ck_assert(ftp_command_is_clean("a b \303\274 \377 \200"));
    ck_assert(!ftp_command_is_clean("a\rb"));
    ck_assert(!ftp_command_is_clean("a\nb"));
    ck_assert(!ftp_command_is_clean("\033[2J"));
    ck_assert(!ftp_command_is_clean("\177"));
    ck_assert(!ftp_command_is_clean("\001"));
}
END_TEST

START_TEST(commands_go_out_as_lines)
{
    struct ftp_wire w = {0};
    static const char expected[] = "QUIT\r\nRETR a b\r\nMKD \377\377x\r\nLIST \r\n";

    ftp_command_send(&w, "QUIT", NULL);
    ftp_command_send(&w, "RETR", "a b");
    ftp_command_send(&w, "MKD", "\377x");
    ftp_command_send(&w, "LIST", "");
    ck_assert_uint_eq(buffer_length(&w.out), sizeof expected - 1);
    ck_assert_mem_eq(buffer_bytes(&w.out), expected, sizeof expected - 1);
    ftp_wire_free(&w);
}
END_TEST

START_TEST(nothing_goes_out_over_a_lost_wire)
{
    struct ftp_wire w = {0};

    ftp_command_send(&w, "NOOP", NULL);
    ftp_wire_lose(&w);
    ftp_command_send(&w, "NOOP", NULL);
    ck_assert_uint_eq(buffer_length(&w.out), 0);
    ftp_wire_free(&w);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, verb_and_argument);
    tcase_add_test(t, what_does_not_start_with_a_verb);
    tcase_add_test(t, controls_are_not_clean);
    tcase_add_test(t, commands_go_out_as_lines);
    tcase_add_test(t, nothing_goes_out_over_a_lost_wire);
}

int
main(void)
{
    return kit_run_unit("ftp_command", fill);
}
