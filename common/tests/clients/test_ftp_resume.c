/* ftp_client get -c: only what is missing comes, and what stands under the name is whole. */

#include "fake.h"
#include "site.h"

#include <stdio.h>
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

START_TEST(resuming)
{
    struct program p;

    serve(NULL);
    site_text("digits", "0123456789");
    folder_make(folder_path("work"));
    folder_text(here("digits.part"), "01234");
    expect(run(&p, "ftp_client", "get", "-c", url("digits")) == 0, "not exit 0");
    expect(folder_holds(here("digits"), "0123456789", 10), "it was not completed");
    expect(!folder_has(here("digits.part")), "the .part is still there");
}
END_TEST

START_TEST(resuming_takes_only_what_is_missing)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    f.file = "0123456789";
    f.length = 10;
    folder_make(folder_path("work"));
    folder_text(here("digits.part"), "abcd"); /* whatever it is, it stays */
    program_start(&p,
                  (const char *const[]){"ftp_client", "get", "-c", fake_url(&f, "digits"), NULL});
    expect(fake_serve(&f, &p) == 0, "not exit 0");
    expect(fake_saw(&f, "REST 4"), "no REST 4");
    expect(folder_holds(here("digits"), "abcd456789", 10), "it was not resumed");
}
END_TEST

START_TEST(without_c_it_begins_anew)
{
    struct program p;

    serve(NULL);
    site_text("digits", "0123456789");
    folder_make(folder_path("work"));
    folder_text(here("digits.part"), "abcdefghijklmnop");
    expect(run(&p, "ftp_client", "get", url("digits")) == 0, "not exit 0");
    expect(folder_holds(here("digits"), "0123456789", 10), "it was mixed with the old .part");
}
END_TEST

START_TEST(a_part_that_is_whole_or_too_long)
{
    static const char *const parts[] = {"0123456789", "0123456789and more", ""};
    struct program p;

    serve(NULL);
    site_text("digits", "0123456789");
    folder_make(folder_path("work"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        folder_text(here("digits.part"), parts[i]);
        expect(run(&p, "ftp_client", "get", "-c", url("digits")) == 0, "not exit 0");
        expect(folder_holds(here("digits"), "0123456789", 10), "with %s: another file", parts[i]);
        expect(!folder_has(here("digits.part")), "the .part is still there");
    }
}
END_TEST

START_TEST(resuming_where_it_is_not_possible)
{
    struct program p;
    struct fake f;
    int status;

    fake_begin(&f);
    f.file = "0123456789";
    f.length = 10;
    fake_answer(&f, "REST", "502 No.\r\n");
    folder_make(folder_path("work"));
    folder_text(here("digits.part"), "0123");
    program_start(&p,
                  (const char *const[]){"ftp_client", "get", "-c", fake_url(&f, "digits"), NULL});
    status = fake_serve(&f, &p);
    /* It may begin anew or give up; what it leaves under the name is the file or nothing. */
    expect(status == 0 || status == 1, "exit %d", status);
    expect(folder_has(here("digits")) == (status == 0), "exit %d and the file", status);
    expect(status == 1 || folder_holds(here("digits"), "0123456789", 10), "another file");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, resuming);
    tcase_add_test(t, resuming_takes_only_what_is_missing);
    tcase_add_test(t, without_c_it_begins_anew);
    tcase_add_test(t, a_part_that_is_whole_or_too_long);
    tcase_add_test(t, resuming_where_it_is_not_possible);
}

int
main(void)
{
    return kit_run("ftp_client get -c", fill, KIT_WHOLE);
}
