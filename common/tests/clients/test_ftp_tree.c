/* ftp_client get -r: a tree comes whole, from servers with MLSD and without, and stays in its
 * place. */

#include "fake.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *
url(void)
{
    static char text[64];

    snprintf(text, sizeof text, "ftp://127.0.0.1:%u/", site.port);
    return text;
}

/* A file as it is where the tree goes. */
static const char *
there(const char *name)
{
    return folder_path("tree/%s", name);
}

START_TEST(a_tree_comes_whole)
{
    struct program p;
    char *noise = folder_noise(100000, 7);

    serve(NULL);
    folder_make(folder_path("tree"));
    folder_make(site_path("a"));
    folder_make(site_path("a/b"));
    folder_make(site_path("em pty"));
    site_text("top", "top");
    site_text("a/\xc3\xa9t\xc3\xa9", "summer");
    folder_write(site_path("a/b/noise"), noise, 100000);

    expect(run(&p, "ftp_client", "get", "-r", "-o", folder_path("tree"), url()) == 0, "not exit 0");
    expect(folder_holds(there("top"), "top", 3), "top is another");
    expect(folder_holds(there("a/\xc3\xa9t\xc3\xa9"), "summer", 6),
           "a/\xc3\xa9t\xc3\xa9 is another");
    expect(folder_holds(there("a/b/noise"), noise, 100000), "a/b/noise is another");
    expect(folder_has(there("em pty")), "the empty directory is missing");
    expect(folder_count(folder_path("tree")) == 3, "there is more than there should be");
    free(noise);
}
END_TEST

START_TEST(again_fetches_only_what_is_missing)
{
    struct program p;

    serve(NULL);
    folder_make(folder_path("tree"));
    site_text("old", "old");
    site_text("new", "new");
    folder_text(there("old"), "OLD"); /* of the right size: would be replaced if it were fetched */
    expect(run(&p, "ftp_client", "get", "-r", "-c", "-o", folder_path("tree"), url()) == 0,
           "not exit 0");
    expect(folder_holds(there("old"), "OLD", 3), "what was there was fetched again");
    expect(folder_holds(there("new"), "new", 3), "what was missing is another");
    expect(folder_count(folder_path("tree")) == 2, "something was left behind");
}
END_TEST

/* Runs get -r against a server that is told what to say. */
static int
fetch_tree(struct fake *f, struct program *p)
{
    folder_make(folder_path("tree"));
    program_start(p, (const char *const[]){"ftp_client", "get", "-r", "-o", folder_path("tree"),
                                           fake_url(f, ""), NULL});
    return fake_serve(f, p);
}

START_TEST(a_server_without_mlsd_is_asked_for_list)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    fake_answer(&f, "MLSD", "500 What?\r\n");
    f.listing = "total 1\r\n"
                "lrwxrwxrwx   1 o g    3 Jan  1 00:00 link -> /etc\r\n"
                "-rw-r--r--   1 o g    4 Jan  1 00:00 a  name\r\n";
    f.file = "text";
    f.length = 4;
    expect(fetch_tree(&f, &p) == 0, "not exit 0");
    expect(fake_saw(&f, "LIST*"), "no LIST");
    expect(folder_holds(there("a  name"), "text", 4), "the file is another");
    expect(folder_count(folder_path("tree")) == 1, "there is more than the file");
}
END_TEST

START_TEST(names_that_lead_elsewhere_are_refused)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    f.listing = "type=file;size=4; ../up\r\n"
                "type=file;size=4; /tmp/absolute\r\n"
                "type=dir; ..\r\n"
                "type=dir; .\r\n"
                "type=dir; a/../../b\r\n"
                "type=file;size=4; good\r\n";
    f.file = "text";
    f.length = 4;
    expect(fetch_tree(&f, &p) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://*elsewhere*");
    expect(folder_holds(there("good"), "text", 4), "the good file did not come");
    expect(folder_count(folder_path("tree")) == 1, "there is more than the good file");
    expect(!folder_has(folder_path("up")), "it led up");
}
END_TEST

START_TEST(a_link_in_the_way_is_not_followed)
{
    struct program p;

    serve(NULL);
    folder_make(folder_path("tree"));
    folder_make(folder_path("outside"));
    folder_make(site_path("a"));
    site_text("a/file", "text");
    expect(symlink(folder_path("outside"), there("a")) == 0, "symlink");
    expect(run(&p, "ftp_client", "get", "-r", "-o", folder_path("tree"), url()) == 1, "not exit 1");
    expect(folder_count(folder_path("outside")) == 0, "the link was followed");
}
END_TEST

START_TEST(a_tree_without_end_ends)
{
    struct program p;
    struct fake f;

    fake_begin(&f);
    f.listing = "type=dir; deeper\r\n";
    expect(fetch_tree(&f, &p) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://*directories deep*");
}
END_TEST

/* While NAME comes it is called NAME.part: a file that has this name has to wait. */
START_TEST(a_file_may_be_called_as_the_part_of_another)
{
    enum { PAIRS = 6, BIG = 300000 };
    struct program p;
    char *noise = folder_noise(BIG, 1);

    serve(NULL);
    folder_make(folder_path("tree"));
    for (int i = 0; i < PAIRS; i++) {
        folder_write(site_path("%d", i), noise, BIG);
        site_text(strrchr(site_path("%d.part", i), '/') + 1, "short");
    }
    for (int round = 0; round < 3; round++) {
        expect(run(&p, "ftp_client", "get", "-r", round == 0 ? "-j2" : "-c", "-o",
                   folder_path("tree"), url()) == 0,
               "not exit 0");
        for (int i = 0; i < PAIRS; i++) {
            expect(folder_holds(folder_path("tree/%d", i), noise, BIG), "%d is another", i);
            expect(folder_holds(folder_path("tree/%d.part", i), "short", 5), "%d.part is", i);
        }
        expect(folder_count(folder_path("tree")) == 2 * PAIRS, "something was left behind");
        unlink(there("0")); /* 0.part is no beginning of it */
    }
    free(noise);
}
END_TEST

START_TEST(a_listing_without_end_ends)
{
    enum { MUCH = 17 * 1024 * 1024 };
    struct program p;
    struct fake f;
    char *listing = malloc(MUCH + 1);

    memset(listing, 'x', MUCH);
    listing[MUCH] = '\0';
    fake_begin(&f);
    f.listing = listing;
    expect(fetch_tree(&f, &p) == 1, "not exit 1");
    program_complains(&p, "ftp_client: ftp://*listing*16 MiB*");
    free(listing);
}
END_TEST

START_TEST(refused_directories_hold_no_descriptors)
{
    enum { MANY = 60 };
    char listing[MANY * 16] = "";
    struct program p;
    struct fake f;
    char *errors;

    for (int i = 0; i < MANY; i++)
        sprintf(listing + strlen(listing), "type=dir; d%d\r\n", i);
    fake_begin(&f);
    f.listing = listing;
    fake_answer(&f, "CWD", "550 Not for you.\r\n");
    program_descriptor_limit = 40;
    expect(fetch_tree(&f, &p) == 1, "not exit 1");
    errors = program_errors(&p);
    expect(strstr(errors, "Too many open files") == NULL, "%s", errors);
    free(errors);
}
END_TEST

START_TEST(r_takes_directories)
{
    struct program p;

    expect(run(&p, "ftp_client", "get", "-r", "ftp://127.0.0.1:1/file") == 2, "not exit 2");
    program_complains(&p, "ftp_client: *slash*");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_tree_comes_whole);
    tcase_add_test(t, again_fetches_only_what_is_missing);
    tcase_add_test(t, a_server_without_mlsd_is_asked_for_list);
    tcase_add_test(t, names_that_lead_elsewhere_are_refused);
    tcase_add_test(t, a_link_in_the_way_is_not_followed);
    tcase_add_test(t, a_tree_without_end_ends);
    tcase_add_test(t, a_file_may_be_called_as_the_part_of_another);
    tcase_add_test(t, a_listing_without_end_ends);
    tcase_add_test(t, refused_directories_hold_no_descriptors);
    tcase_add_test(t, r_takes_directories);
}

int
main(void)
{
    return kit_run("ftp_client get -r", fill, KIT_WHOLE);
}
