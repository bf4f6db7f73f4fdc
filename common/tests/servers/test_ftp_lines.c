/* The control connection: lines in any pieces, too long, with Telnet in them, and no commands. */

#include "site.h"

#include <stdlib.h>
#include <string.h>

START_TEST(a_line_in_pieces)
{
    serve(NULL);
    struct talk *c = guest();
    struct talk *other;

    say_bytes(c, "NO");
    if (!kit_serves_in_turn()) {
        other = guest();
        say_bytes(other, "SY");
        say_bytes(c, "OP\r");
        say_bytes(other, "ST\r\n"); /* each session has a line buffer of its own */
        hear(other, "215 *");
    } else {
        say_bytes(c, "OP\r");
    }
    say_bytes(c, "\n");
    hear(c, "200 *");
}
END_TEST

START_TEST(several_commands_in_one_segment)
{
    serve(NULL);
    struct talk *c = guest();

    say_bytes(c, "PWD\r\nSYST\r\nNOOP\r\nTYPE I\r\nMODE S\r\nPWD\r\nQUIT\r\n");
    hear(c, "257 *");
    hear(c, "215 *");
    hear(c, "200 *");
    hear(c, "200 *");
    hear(c, "200 *");
    hear(c, "257 *");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(a_whole_session_at_once)
{
    serve(NULL);
    struct talk *c = caller();

    say_bytes(c, "USER anonymous\r\nPASS x\r\nPWD\r\nQUIT\r\n");
    hear(c, "220[ -]*");
    hear(c, "331 *");
    hear(c, "230[ -]*");
    hear(c, "257 *");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(a_client_that_ends_its_side_still_gets_its_answers)
{
    serve(NULL);
    struct talk *c = caller();

    say_bytes(c, "USER anonymous\r\nPASS x\r\nPWD\r\n");
    talk_finish(c);
    hear(c, "220[ -]*");
    hear(c, "331 *");
    hear(c, "230[ -]*");
    hear(c, "257 *");
    hear_end(c);
}
END_TEST

START_TEST(many_commands_before_any_answer_is_read)
{
    enum { MANY = 2000 };
    serve(NULL);
    struct talk *c = guest();
    char *all = malloc(MANY * 5 + 1);

    for (int i = 0; i < MANY; i++)
        memcpy(all + 5 * i, "PWD\r\n", 6);
    talk_send(c, all, MANY * 5);
    for (int i = 0; i < MANY; i++)
        hear(c, "257 *");
    free(all);
    well(c);
}
END_TEST

START_TEST(a_bare_lf_ends_a_line)
{
    serve(NULL);
    struct talk *c = guest();

    say_bytes(c, "NOOP\nPWD\n");
    hear(c, "200 *");
    hear(c, "257 *");
}
END_TEST

START_TEST(an_overlong_line_is_swallowed)
{
    static char line[20000];
    serve(NULL);
    struct talk *c = guest();

    memset(line, 'A', sizeof line);
    talk_send(c, line, sizeof line);
    say_bytes(c, "\r\n");
    hear(c, "500 *");
    well(c);
    memcpy(line, "RETR ", 5);
    talk_send(c, line, sizeof line);
    say_bytes(c, "\r\nNOOP\r\n");
    hear(c, "500 *");
    hear(c, "200 *");
}
END_TEST

START_TEST(a_megabyte_without_an_end)
{
    enum { MEGABYTE = 1024 * 1024 };
    char *line = malloc(MEGABYTE);
    serve(NULL);
    struct talk *c = guest();

    memset(line, 'A', MEGABYTE);
    talk_send(c, line, MEGABYTE);
    expect(!talk_has_said(c), "an answer before the line has ended");
    if (!kit_serves_in_turn())
        serves_others();
    say_bytes(c, "\r\n");
    hear(c, "500 *");
    well(c);
    free(line);
}
END_TEST

START_TEST(telnet_commands_are_removed)
{
    serve(NULL);
    struct talk *c = guest();

    say_bytes(c, "\377\361NO\377\361OP\r\n"); /* IAC NOP */
    hear(c, "200 *");
    say_bytes(c, "\377\375\001NO\377\373\003OP\r\n"); /* IAC DO ECHO, IAC WILL SGA */
    hear(c, "200 *");
    say_bytes(c, "NO\377\372\030\001x\377\360OP\r\n"); /* IAC SB ... IAC SE */
    hear(c, "200 *");
    say_bytes(c, "NOOP\377\361\r\n");
    hear(c, "200 *");
}
END_TEST

START_TEST(verbs_in_any_case)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "noop");
    hear(c, "200 *");
    say(c, "NoOp");
    hear(c, "200 *");
    say(c, "type i");
    hear(c, "200 *");
    say(c, "pwd");
    hear(c, "257 *");
}
END_TEST

START_TEST(what_is_no_command)
{
    static const char *const lines[] = {"NOSUCH",         "X",     "",      "   ",      " NOOP",
                                        "GET / HTTP/1.0", "NOOPX", "12 34", "R\344TR a"};
    serve(NULL);
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(c, "%s", lines[i]);
        hear(c, "500 *");
    }
    well(c);
}
END_TEST

START_TEST(what_is_known_and_not_offered)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "SMNT /");
    hear(c, "502 *");
    say(c, "NOSUCH");
    hear(c, "500 *");
}
END_TEST

START_TEST(parameters_that_are_missing)
{
    static const char *const lines[] = {"USER", "RETR", "STOR", "APPE", "DELE", "MKD",
                                        "RMD",  "RNFR", "TYPE", "MODE", "STRU", "REST",
                                        "SIZE", "MDTM", "PORT", "EPRT"};
    serve("--writable");
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(c, "%s", lines[i]);
        hear(c, "501 *");
    }
    well(c);
}
END_TEST

START_TEST(help_knows_the_verbs)
{
    static const char *const verbs[] = {"USER", "RETR", "STOR", "PASV", "EPSV", "LIST",
                                        "REST", "ABOR", "RNFR", "QUIT", "XPWD", "FEAT"};
    const char *all;
    serve(NULL);
    struct talk *c = guest();

    say(c, "HELP");
    all = hear(c, "214-*\n214 *");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        expect(strstr(all, verbs[i]) != NULL, "HELP does not know %s", verbs[i]);
    say(c, "HELP RETR");
    hear(c, "214[ -]*RETR*");
    say(c, "HELP NOSUCH");
    hear(c, "50[0124] *");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_line_in_pieces);
    tcase_add_test(t, several_commands_in_one_segment);
    tcase_add_test(t, a_whole_session_at_once);
    tcase_add_test(t, a_client_that_ends_its_side_still_gets_its_answers);
    tcase_add_test(t, many_commands_before_any_answer_is_read);
    tcase_add_test(t, a_bare_lf_ends_a_line);
    tcase_add_test(t, an_overlong_line_is_swallowed);
    tcase_add_test(t, a_megabyte_without_an_end);
    tcase_add_test(t, telnet_commands_are_removed);
    tcase_add_test(t, verbs_in_any_case);
    tcase_add_test(t, what_is_no_command);
    tcase_add_test(t, what_is_known_and_not_offered);
    tcase_add_test(t, parameters_that_are_missing);
    tcase_add_test(t, help_knows_the_verbs);
}

int
main(void)
{
    return kit_run("ftp_server lines", fill, KIT_WHOLE_AND_BYTES);
}
