/* ftp_client get: whole files under their own names, nothing else; resuming; several at once. */

#include "fake.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
url(const char *path)
{
    static char urls[8][512];
    static unsigned next;
    char *text = urls[next++ % 8];

    snprintf(text, sizeof urls[0], "ftp://127.0.0.1:%u/%s", site.port, path);
    return text;
}

/* A file as it is in the client's folder. */
static const char *
here(const char *name)
{
    return folder_path("work/%s", name);
}

START_TEST(files_of_every_size)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 1048577};
    struct program p;

    serve(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = folder_noise(sizes[i], i);

        folder_write(site_path("noise"), bytes, sizes[i]);
        expect(run(&p, "ftp_client", "get", url("noise")) == 0, "not exit 0");
        expect(folder_holds(here("noise"), bytes, sizes[i]), "%zu bytes came as others", sizes[i]);
        expect(!folder_has(here("noise.part")), "noise.part is still there");
        free(bytes);
    }
}
END_TEST

START_TEST(nothing_on_stderr_that_is_no_terminal)
{
    struct program p;
    char *text;

    serve(NULL);
    site_text("a.txt", "text");
    expect(run(&p, "ftp_client", "get", url("a.txt")) == 0, "not exit 0");
    text = program_errors(&p);
    expect(*text == '\0', "on stderr: %s", text);
    free(text);
}
END_TEST

START_TEST(into_another_directory)
{
    struct program p;

    serve(NULL);
    site_text("a.txt", "text");
    folder_make(folder_path("into"));
    expect(run(&p, "ftp_client", "get", "-o", folder_path("into"), url("a.txt")) == 0,
           "not exit 0");
    expect(folder_holds(folder_path("into/a.txt"), "text", 4), "it is not in the directory");
    expect(folder_count(folder_path("into")) == 1, "there is more in the directory");
    expect(run(&p, "ftp_client", "get", "-o", "/no/such/place", url("a.txt")) == 1, "not exit 1");
    program_complains(&p, "ftp_client: *");
}
END_TEST

START_TEST(active_too)
{
    struct program p;

    serve(NULL);
    site_text("a.txt", "text");
    expect(run(&p, "ftp_client", "get", "--active", url("a.txt")) == 0, "not exit 0");
    expect(folder_holds(here("a.txt"), "text", 4), "something else came");
}
END_TEST

START_TEST(names_with_escapes)
{
    struct program p;

    serve(NULL);
    folder_make(site_path("a b"));
    site_text("a b/gr\303\274n 100%.txt", "text");
    expect(run(&p, "ftp_client", "get", url("a%20b/gr%c3%BCn%20100%25.txt")) == 0, "not exit 0");
    expect(folder_holds(here("gr\303\274n 100%.txt"), "text", 4), "it has another name");
}
END_TEST

START_TEST(over_ipv6)
{
    struct program p;
    char text[64];

    serve("--host", "::1");
    site_text("a.txt", "text");
    snprintf(text, sizeof text, "ftp://[::1]:%u/a.txt", site.port);
    expect(run(&p, "ftp_client", "get", text) == 0, "not exit 0");
    expect(folder_holds(here("a.txt"), "text", 4), "something else came");
    expect(run(&p, "ftp_client", "get", "--active", text) == 0, "active: not exit 0");
}
END_TEST

START_TEST(several_and_one_that_is_not_there)
{
    struct program p;

    serve(NULL);
    site_text("a", "text of a");
    site_text("c", "text of c");
    expect(run(&p, "ftp_client", "get", url("a"), url("b"), url("c")) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://127.0.0.1:*/b: 550 *");
    expect(folder_holds(here("a"), "text of a", 9), "a did not come");
    expect(folder_holds(here("c"), "text of c", 9), "c did not come");
    expect(!folder_has(here("b")) && !folder_has(here("b.part")), "something of b is there");
}
END_TEST

START_TEST(a_file_called_as_the_part_of_another)
{
    enum { BIG = 300000 };
    struct program p;
    char *noise = folder_noise(BIG, 1);

    serve(NULL);
    site_text("x.part", "short");
    folder_write(site_path("x"), noise, BIG);
    expect(run(&p, "ftp_client", "get", url("x.part"), url("x")) == 0, "not exit 0");
    expect(folder_holds(here("x"), noise, BIG), "x is another");
    expect(folder_holds(here("x.part"), "short", 5), "x.part is another");
    free(noise);
}
END_TEST

START_TEST(many_at_once_but_not_more_than_told)
{
    enum { MANY = 12 };
    const char *argv[MANY + 5] = {"ftp_client", "get", "-j", "3"};
    char names[MANY][16];
    static char urls[MANY][256];
    struct program p;
    struct fake f;

    fake_begin(&f);
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "file%d", i);
        snprintf(urls[i], sizeof urls[i], "ftp://127.0.0.1:%u/%s", f.port, names[i]);
        argv[4 + i] = urls[i];
    }
    program_start(&p, argv);
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    for (int i = 0; i < MANY; i++)
        expect(folder_holds(here(names[i]), "content", 7), "%s did not come", names[i]);
    expect(f.most <= 3, "%d sessions at once", f.most);
    expect(!kit_serves_in_turn() || f.most == 1, "%d sessions at once in the blocking lab", f.most);
}
END_TEST

START_TEST(users_and_passwords_of_the_url)
{
    struct program p;
    struct fake f;
    char text[128];

    fake_begin(&f);
    snprintf(text, sizeof text, "ftp://ada:love%%20lace%%40x@127.0.0.1:%u/a", f.port);
    program_start(&p, (const char *const[]){"ftp_client", "get", text, NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(fake_saw(&f, "USER ada") && fake_saw(&f, "PASS love lace@x"), "others: %s", f.seen);
}
END_TEST

START_TEST(anonymous_without)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    program_start(&p, (const char *const[]){"ftp_client", "get", fake_url(&f, "a"), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(fake_saw(&f, "USER anonymous") && fake_saw(&f, "PASS *"), "others: %s", f.seen);
    expect(fake_saw(&f, "TYPE I") && fake_saw(&f, "EPSV"), "others: %s", f.seen);
}
END_TEST

START_TEST(an_url_cannot_smuggle_commands)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    program_start(
        &p, (const char *const[]){"ftp_client", "get", fake_url(&f, "a%0d%0aDELE%20b"), NULL});
    expect(fake_serve(&f, &p) != 0, "exit 0");
    expect(!fake_saw(&f, "DELE *"), "commands: %s", f.seen);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, files_of_every_size);
    tcase_add_test(t, nothing_on_stderr_that_is_no_terminal);
    tcase_add_test(t, into_another_directory);
    tcase_add_test(t, active_too);
    tcase_add_test(t, names_with_escapes);
    tcase_add_test(t, over_ipv6);
    tcase_add_test(t, several_and_one_that_is_not_there);
    tcase_add_test(t, a_file_called_as_the_part_of_another);
    tcase_add_test(t, many_at_once_but_not_more_than_told);
    tcase_add_test(t, users_and_passwords_of_the_url);
    tcase_add_test(t, anonymous_without);
    tcase_add_test(t, an_url_cannot_smuggle_commands);
}

int
main(void)
{
    return kit_run("ftp_client get", fill, KIT_WHOLE);
}
