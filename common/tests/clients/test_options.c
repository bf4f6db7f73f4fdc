/* What every program does with --help and with options that are wrong. */

#include "site.h"

#include <stdlib.h>
#include <string.h>

static const char *const programs[] = {"hello_server", "hello_client", "ftp_server", "ftp_client",
                                       "tasks"};
enum { PROGRAMS_HERE = sizeof programs / sizeof *programs };

START_TEST(help_goes_to_stdout)
{
    for (int i = 0; i < PROGRAMS_HERE; i++) {
        struct program p;
        char *out, *err;

        expect(run(&p, programs[i], "--help") == 0, "%s --help: not exit 0", programs[i]);
        out = program_output(&p);
        err = program_errors(&p);
        expect(strstr(out, programs[i]) != NULL, "%s --help on stdout: %s", programs[i], out);
        expect(*err == '\0', "%s --help on stderr: %s", programs[i], err);
        free(out);
        free(err);
    }
}
END_TEST

static void
wrong(const char *program, const char *a, const char *b)
{
    const char *argv[] = {program, a, b, NULL};
    struct program p;
    int status = program_run(&p, argv);
    char *out = program_output(&p);

    expect(status == 2, "%s %s %s: exit %d", program, a, b != NULL ? b : "", status);
    expect(*out == '\0', "a usage error on stdout: %s", out);
    program_complains(&p, "*");
    free(out);
}

START_TEST(an_option_nobody_knows)
{
    for (int i = 0; i < PROGRAMS_HERE; i++)
        wrong(programs[i], "--no-such-option", NULL);
}
END_TEST

START_TEST(an_option_without_its_value)
{
    wrong("hello_server", "--port", NULL);
    wrong("hello_client", "--clients", NULL);
    wrong("ftp_server", "--root", NULL);
    wrong("tasks", "--tasks", NULL);
}
END_TEST

START_TEST(an_argument_too_many)
{
    wrong("hello_server", "argument", NULL);
    wrong("hello_client", "argument", NULL);
    wrong("ftp_server", "argument", NULL);
    wrong("tasks", "argument", NULL);
}
END_TEST

START_TEST(values_that_make_no_sense)
{
    wrong("hello_server", "--port", "abc");
    wrong("hello_server", "--port", "65536");
    wrong("hello_server", "--port", "-1");
    wrong("hello_server", "--think", "x");
    wrong("hello_server", "--grace", "");
    wrong("hello_client", "--clients", "many");
    wrong("hello_client", "--clients", "-1");
    wrong("hello_client", "--expect", "some");
    wrong("ftp_server", "--port", "12x");
    wrong("ftp_server", "--passive-ports", "1000");
    wrong("ftp_server", "--passive-ports", "2000-1000");
    wrong("ftp_server", "--passive-ports", "60000-70000");
    wrong("ftp_server", "--max-clients", "x");
    wrong("ftp_server", "--idle-timeout", "-1");
    wrong("tasks", "--kind", "dream");
    wrong("tasks", "--tasks", "1.5");
    wrong("tasks", "--seconds", "soon");
}
END_TEST

START_TEST(a_host_that_is_no_address)
{
    struct program p;
    int status = run(&p, "ftp_server", "--port", "0", "--host", "not an address");

    expect(status == 1 || status == 2, "exit %d", status);
    program_complains(&p, "*not an address*");
}
END_TEST

START_TEST(ftp_client_wants_to_know_what_to_do)
{
    struct program p;

    expect(run(&p, "ftp_client") == 2, "not exit 2");
    program_complains(&p, "*");
    wrong("ftp_client", "dance", "ftp://127.0.0.1/");
    wrong("ftp_client", "get", NULL);
    wrong("ftp_client", "ls", NULL);
    wrong("ftp_client", "put", NULL);
    wrong("ftp_client", "put", "ftp://127.0.0.1/");
    wrong("ftp_client", "get", "http://127.0.0.1/x");
    wrong("ftp_client", "get", "ftp://");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, help_goes_to_stdout);
    tcase_add_test(t, an_option_nobody_knows);
    tcase_add_test(t, an_option_without_its_value);
    tcase_add_test(t, an_argument_too_many);
    tcase_add_test(t, values_that_make_no_sense);
    tcase_add_test(t, a_host_that_is_no_address);
    tcase_add_test(t, ftp_client_wants_to_know_what_to_do);
}

int
main(void)
{
    return kit_run("options", fill, KIT_WHOLE);
}
