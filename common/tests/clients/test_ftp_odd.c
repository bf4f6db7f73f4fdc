/* ftp_client against servers that are odd but right: it must manage.  In the byte by byte mode the
 * server sends its replies so. */

#include "fake.h"
#include "site.h"

#include <string.h>

static struct fake f;

static const char *
here(const char *name)
{
    return folder_path("work/%s", name);
}

static void
gets_it(void)
{
    struct program p;

    program_start(&p, (const char *const[]){"ftp_client", "get", fake_url(&f, "file"), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(folder_holds(here("file"), f.file, f.length), "another file");
    expect(!folder_has(here("file.part")), "the .part is still there");
}

START_TEST(a_greeting_of_several_lines)
{
    fake_begin(&f);
    f.greeting = "220-Welcome\r\n220-to\r\n 220 not the end\r\n221 nor this\r\n220 the server\r\n";
    gets_it();
}
END_TEST

START_TEST(wait_a_moment_then_ready)
{
    fake_begin(&f);
    f.greeting = "120 In a moment.\r\n220 Ready.\r\n";
    gets_it();
}
END_TEST

START_TEST(no_password_wanted)
{
    fake_begin(&f);
    fake_answer(&f, "USER", "230 Come in.\r\n");
    fake_answer(&f, "PASS", "503 What for?\r\n");
    gets_it();
}
END_TEST

START_TEST(pasv_when_epsv_is_refused_and_its_address_lies)
{
    fake_begin(&f);
    fake_answer(&f, "EPSV", "500 What?\r\n");
    fake_answer(&f, "PASV", "227 Come (10,9,8,7,%u,%u).\r\n");
    gets_it();
    expect(fake_saw(&f, "PASV"), "no PASV: %s", f.seen);
}
END_TEST

START_TEST(a_227_without_parentheses)
{
    fake_begin(&f);
    fake_answer(&f, "EPSV", "502 No.\r\n");
    fake_answer(&f, "PASV", "227 =127,0,0,1,%u,%u\r\n");
    gets_it();
}
END_TEST

START_TEST(a_125_instead_of_a_150)
{
    fake_begin(&f);
    f.opening = "125 Already open.\r\n";
    gets_it();
}
END_TEST

START_TEST(a_150_of_several_lines)
{
    fake_begin(&f);
    f.opening = "150-Accepted\r\n150 0.0 kbytes to download\r\n";
    gets_it();
}
END_TEST

START_TEST(a_226_before_the_data_ends)
{
    static char big[200000];

    fake_begin(&f);
    memset(big, 'x', sizeof big);
    f.file = big;
    f.length = sizeof big;
    f.closing_early = true;
    gets_it();
}
END_TEST

START_TEST(a_250_instead_of_a_226)
{
    fake_begin(&f);
    f.closing = "250 Done.\r\n";
    gets_it();
}
END_TEST

START_TEST(data_byte_by_byte)
{
    fake_begin(&f);
    f.file = "a file that comes byte by byte";
    f.length = strlen(f.file);
    f.dribble = true;
    gets_it();
}
END_TEST

START_TEST(no_size_no_feat_no_anything)
{
    fake_begin(&f);
    fake_answer(&f, "SIZE", "502 No.\r\n");
    fake_answer(&f, "FEAT", "500 No.\r\n");
    fake_answer(&f, "OPTS", "500 No.\r\n");
    fake_answer(&f, "SYST", "500 No.\r\n");
    fake_answer(&f, "MDTM", "500 No.\r\n");
    gets_it();
}
END_TEST

START_TEST(bare_lf_at_the_ends_of_lines)
{
    fake_begin(&f);
    f.greeting = "220 Ready.\n";
    gets_it();
}
END_TEST

START_TEST(port_when_eprt_is_refused)
{
    struct program p;

    fake_begin(&f);
    fake_answer(&f, "EPRT", "500 What?\r\n");
    program_start(
        &p, (const char *const[]){"ftp_client", "get", "--active", fake_url(&f, "file"), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(fake_saw(&f, "EPRT *") && fake_saw(&f, "PORT *"), "commands: %s", f.seen);
    expect(folder_holds(here("file"), f.file, f.length), "another file");
}
END_TEST

START_TEST(a_stranger_at_the_data_port_first)
{
    struct program p;

    fake_begin(&f);
    f.stranger = true;
    program_start(
        &p, (const char *const[]){"ftp_client", "get", "--active", fake_url(&f, "file"), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(folder_holds(here("file"), f.file, f.length), "the stranger's file");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_greeting_of_several_lines);
    tcase_add_test(t, wait_a_moment_then_ready);
    tcase_add_test(t, no_password_wanted);
    tcase_add_test(t, pasv_when_epsv_is_refused_and_its_address_lies);
    tcase_add_test(t, a_227_without_parentheses);
    tcase_add_test(t, a_125_instead_of_a_150);
    tcase_add_test(t, a_150_of_several_lines);
    tcase_add_test(t, a_226_before_the_data_ends);
    tcase_add_test(t, a_250_instead_of_a_226);
    tcase_add_test(t, data_byte_by_byte);
    tcase_add_test(t, no_size_no_feat_no_anything);
    tcase_add_test(t, bare_lf_at_the_ends_of_lines);
    tcase_add_test(t, port_when_eprt_is_refused);
    tcase_add_test(t, a_stranger_at_the_data_port_first);
}

int
main(void)
{
    return kit_run("ftp_client and odd servers", fill, KIT_WHOLE_AND_BYTES);
}
