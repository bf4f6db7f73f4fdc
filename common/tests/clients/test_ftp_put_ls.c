/* ftp_client put and ls. */

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
    folder_make(folder_path("work"));
    return folder_path("work/%s", name);
}

START_TEST(put_files_of_every_size)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 1048577};
    struct program p;

    serve("--writable");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = folder_noise(sizes[i], i);

        folder_write(here("noise"), bytes, sizes[i]);
        expect(run(&p, "ftp_client", "put", "noise", url("")) == 0, "not exit 0");
        expect(folder_holds(site_path("noise"), bytes, sizes[i]), "%zu bytes came as others",
               sizes[i]);
        free(bytes);
    }
}
END_TEST

START_TEST(put_several_into_a_directory)
{
    struct program p;

    serve("--writable");
    folder_make(site_path("a b"));
    folder_text(here("one"), "text of one");
    folder_text(here("two"), "text of two");
    expect(run(&p, "ftp_client", "put", "one", here("two"), url("a%20b/")) == 0, "not exit 0");
    expect(folder_holds(site_path("a b/one"), "text of one", 11), "one is not there");
    expect(folder_holds(site_path("a b/two"), "text of two", 11), "two is not there");
}
END_TEST

START_TEST(put_actively)
{
    struct program p;

    serve("--writable");
    folder_text(here("one"), "text");
    expect(run(&p, "ftp_client", "put", "--active", "one", url("")) == 0, "not exit 0");
    expect(folder_holds(site_path("one"), "text", 4), "one is not there");
}
END_TEST

START_TEST(put_where_it_is_not_allowed)
{
    struct program p;

    serve(NULL);
    folder_text(here("one"), "text");
    expect(run(&p, "ftp_client", "put", "one", url("")) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://127.0.0.1:*: 55[03] *");
}
END_TEST

START_TEST(put_what_is_not_there)
{
    struct program p;

    serve("--writable");
    folder_text(here("one"), "text");
    expect(run(&p, "ftp_client", "put", "nothing", "one", url("")) == 1, "not exit 1");
    program_complains(&p, "ftp_client: *nothing*");
    expect(folder_holds(site_path("one"), "text", 4), "the other one is not there");
    expect(!folder_has(site_path("nothing")), "nothing is there");
}
END_TEST

START_TEST(put_goes_on)
{
    struct program p;

    serve("--writable");
    site_text("digits", "01234");
    folder_text(here("digits"), "0123456789");
    expect(run(&p, "ftp_client", "put", "-c", "digits", url("")) == 0, "not exit 0");
    expect(folder_holds(site_path("digits"), "0123456789", 10), "it was not completed");
}
END_TEST

START_TEST(put_goes_on_with_what_is_missing_only)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    f.old_length = 4;
    folder_text(here("digits"), "0123456789");
    program_start(
        &p, (const char *const[]){"ftp_client", "put", "-c", "digits", fake_url(&f, ""), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(f.stored_length == 6 && memcmp(f.stored, "456789", 6) == 0, "sent %s", f.stored);
    expect(fake_saw(&f, "REST 4") || fake_saw(&f, "APPE *"), "commands: %s", f.seen);
}
END_TEST

START_TEST(put_and_the_server_is_full)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    f.closing = "452 No room.\r\n";
    folder_text(here("one"), "text");
    program_start(&p, (const char *const[]){"ftp_client", "put", "one", fake_url(&f, ""), NULL});
    expect(fake_serve(&f, &p) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://127.0.0.1:*: 452 No room*");
}
END_TEST

START_TEST(ls)
{
    struct program p;
    char *text;

    serve(NULL);
    folder_make(site_path("sub"));
    site_text("sub/a.txt", "0123456789");
    site_text("sub/b c", "");
    expect(run(&p, "ftp_client", "ls", url("sub/")) == 0, "not exit 0");
    text = program_output(&p);
    expect(strcmp(text, "a.txt\nb c\n") == 0 || strcmp(text, "b c\na.txt\n") == 0, "ls: %s", text);
    free(text);
    expect(run(&p, "ftp_client", "ls", "-l", url("sub/")) == 0, "not exit 0");
    text = program_output(&p);
    expect(strstr(text, " 10 ") != NULL && strstr(text, " a.txt\n") != NULL &&
               strstr(text, "-rw") != NULL && strchr(text, '\r') == NULL,
           "ls -l: %s", text);
    free(text);
}
END_TEST

START_TEST(ls_of_nothing)
{
    struct program p;
    char *text;

    serve(NULL);
    expect(run(&p, "ftp_client", "ls", url("")) == 0, "not exit 0");
    text = program_output(&p);
    expect(*text == '\0', "ls: %s", text);
    free(text);
    expect(run(&p, "ftp_client", "ls", url("nothing/")) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://127.0.0.1:*/nothing/: 550 *");
}
END_TEST

START_TEST(ls_actively)
{
    struct program p;

    serve(NULL);
    expect(run(&p, "ftp_client", "ls", "--active", url("")) == 0, "not exit 0");
}
END_TEST

START_TEST(ls_of_a_listing_without_its_last_line_end)
{
    struct program p;
    struct fake f;
    char *text;

    fake_begin(&f);
    f.listing = "a.txt\r\nsecond line\r\nno end";
    program_start(&p, (const char *const[]){"ftp_client", "ls", fake_url(&f, ""), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    text = program_output(&p);
    expect(strncmp(text, "a.txt\nsecond line\nno end", 24) == 0, "ls: %s", text);
    free(text);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, put_files_of_every_size);
    tcase_add_test(t, put_several_into_a_directory);
    tcase_add_test(t, put_actively);
    tcase_add_test(t, put_where_it_is_not_allowed);
    tcase_add_test(t, put_what_is_not_there);
    tcase_add_test(t, put_goes_on);
    tcase_add_test(t, put_goes_on_with_what_is_missing_only);
    tcase_add_test(t, put_and_the_server_is_full);
    tcase_add_test(t, ls);
    tcase_add_test(t, ls_of_nothing);
    tcase_add_test(t, ls_actively);
    tcase_add_test(t, ls_of_a_listing_without_its_last_line_end);
}

int
main(void)
{
    return kit_run("ftp_client put and ls", fill, KIT_WHOLE);
}
