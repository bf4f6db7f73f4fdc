/* ftp_client against servers that are broken: it must say so, in one line and in time, and never
 * leave half a file under the file's name.  In the byte by byte mode the server sends its replies
 * so. */

#include "fake.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct fake f;

static const char *
here(const char *name)
{
    return folder_path("work/%s", name);
}

/* It fails, in one line, and there is no file. */
static void
says(const char *pattern)
{
    char line[256];
    struct program p;
    double begin = kit_now();
    int status;

    program_start(&p, (const char *const[]){"ftp_client", "get", "--timeout", "3",
                                            fake_url(&f, "file"), NULL});
    status = fake_serve(&f, &p);
    expect(status == 1, "exit %d", status);
    snprintf(line, sizeof line, "ftp_client: %s: %s", fake_url(&f, "file"), pattern);
    program_complains(&p, line);
    expect(!folder_has(here("file")), "there is a file");
    expect(kit_now() - begin < 15, "it took %.1f s to give up", kit_now() - begin);
}

START_TEST(not_now)
{
    fake_begin(&f);
    f.greeting = "421 Too many clients.\r\n";
    says("421 Too many clients*");
}
END_TEST

START_TEST(a_wrong_password)
{
    fake_begin(&f);
    fake_answer(&f, "PASS", "530 No.\r\n");
    says("530 No*");
}
END_TEST

START_TEST(a_file_that_is_not_there)
{
    fake_begin(&f);
    fake_answer(&f, "RETR", "550 No such file\r\n");
    fake_answer(&f, "SIZE", "550 No such file\r\n");
    says("550 No such file");
}
END_TEST

START_TEST(a_file_that_comes_too_short)
{
    fake_begin(&f);
    f.file = "0123456789";
    f.length = 10;
    f.cut = 4;
    says("*");
    expect(folder_holds(here("file.part"), "0123", 4), "what came was not kept in file.part");
}
END_TEST

START_TEST(a_transfer_the_server_breaks_off)
{
    fake_begin(&f);
    f.file = "0123456789";
    f.length = 10;
    f.cut = 4;
    f.closing = "426 Sorry.\r\n";
    says("426 Sorry*");
    expect(folder_holds(here("file.part"), "0123", 4), "what came was not kept in file.part");
}
END_TEST

START_TEST(an_error_after_all_the_data)
{
    fake_begin(&f);
    f.closing = "451 The disk is broken.\r\n";
    says("451 The disk*");
}
END_TEST

START_TEST(garbage)
{
    static const char *const greetings[] = {
        "hello\r\n", "22\r\n",          "2200 x\r\n", "999 x\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
        "\r\n",      "\377\377\377\r\n"};

    for (size_t i = 0; i < sizeof greetings / sizeof *greetings; i++) {
        fake_begin(&f);
        f.greeting = greetings[i];
        says("?*");
        close(f.listener);
    }
}
END_TEST

START_TEST(a_reply_without_end)
{
    static char greeting[300000];

    fake_begin(&f);
    memset(greeting, 'x', sizeof greeting - 1);
    memcpy(greeting, "220 ", 4);
    memcpy(greeting + sizeof greeting - 3, "\r\n", 2);
    f.greeting = greeting; /* the client may put up with it, or say so; it must not hang or crash */
    struct program p;
    program_start(&p, (const char *const[]){"ftp_client", "get", "--timeout", "3",
                                            fake_url(&f, "file"), NULL});
    int status = fake_serve(&f, &p);
    expect(status == 0 || status == 1, "exit %d", status);
    expect(folder_has(here("file")) == (status == 0), "exit %d and the file", status);
}
END_TEST

START_TEST(words_that_would_move_the_cursor)
{
    char *text;
    struct program p;

    fake_begin(&f);
    fake_answer(&f, "RETR", "550 \033[2J\007gone\r\n");
    fake_answer(&f, "SIZE", "550 gone\r\n");
    program_start(&p, (const char *const[]){"ftp_client", "get", fake_url(&f, "file"), NULL});
    expect(fake_serve(&f, &p) == 1, "not exit 1");
    text = program_errors(&p);
    expect(strchr(text, '\033') == NULL, "an escape sequence of the server on stderr");
    free(text);
}
END_TEST

START_TEST(an_account_wanted)
{
    fake_begin(&f);
    fake_answer(&f, "PASS", "332 And the account?\r\n");
    says("332 *");
}
END_TEST

START_TEST(more_data_than_size_said)
{
    fake_begin(&f);
    fake_answer(&f, "SIZE", "213 3\r\n");
    says("?*");
}
END_TEST

START_TEST(ports_that_are_none)
{
    static const char *const replies[] = {"229 Come (|||0|)\r\n", "229 Come (|||99999|)\r\n",
                                          "229 Come\r\n", "229 Come (|||\r\n"};

    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        fake_begin(&f);
        fake_answer(&f, "EPSV", replies[i]);
        fake_answer(&f, "PASV", "500 No.\r\n"); /* where it may turn to then */
        says("?*");
        close(f.listener);
    }
}
END_TEST

START_TEST(no_room_here)
{
    static char big[300000];
    struct program p;

    fake_begin(&f);
    f.file = big;
    f.length = sizeof big;
    program_file_limit = 100000;
    program_start(&p, (const char *const[]){"ftp_client", "get", fake_url(&f, "file"), NULL});
    expect(fake_serve(&f, &p) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://*/file: ?*");
    expect(!folder_has(here("file")), "half a file stands under its name");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, not_now);
    tcase_add_test(t, a_wrong_password);
    tcase_add_test(t, a_file_that_is_not_there);
    tcase_add_test(t, a_file_that_comes_too_short);
    tcase_add_test(t, a_transfer_the_server_breaks_off);
    tcase_add_test(t, an_error_after_all_the_data);
    tcase_add_test(t, garbage);
    tcase_add_test(t, a_reply_without_end);
    tcase_add_test(t, words_that_would_move_the_cursor);
    tcase_add_test(t, an_account_wanted);
    tcase_add_test(t, more_data_than_size_said);
    tcase_add_test(t, ports_that_are_none);
    tcase_add_test(t, no_room_here);
}

int
main(void)
{
    return kit_run("ftp_client and broken servers", fill, KIT_WHOLE_AND_BYTES);
}
