/* LIST and NLST, and what listings of all kinds have in common. */

#include "site.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LONG_LINE                                                                                  \
    "^[-dl][-rwxsStT]{9} +[0-9]+ [^ ]+ +[^ ]+ +[0-9]+ "                                            \
    "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9][0-9] "                               \
    "([0-2][0-9]:[0-5][0-9]| [0-9]{4}) .+\r\n$"

static void
lay_files(void)
{
    folder_make(site_path("sub"));
    site_text("sub/below.txt", "x");
    site_text("a.txt", "0123456789");
    site_text("b.txt", "");
    site_text("with space.c", "x");
    site_text(".hidden", "x");
}

static bool
fits(const char *text, const char *pattern)
{
    regex_t regex;
    bool good;

    ck_assert(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0);
    good = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return good;
}

/* The line of a listing that ends with this name, as a static copy with its CRLF. */
static const char *
line_of(const char *listing, const char *name)
{
    static char line[1024];
    const char *at = listing;

    for (const char *end; (end = strstr(at, "\r\n")) != NULL; at = end + 2) {
        size_t n = end - at;

        if (n >= strlen(name) && memcmp(end - strlen(name), name, strlen(name)) == 0 &&
            (n == strlen(name) || end[-strlen(name) - 1] == ' ')) {
            snprintf(line, sizeof line, "%.*s", (int)n + 2, at);
            return line;
        }
    }
    return NULL;
}

static int
lines_in(const char *listing)
{
    int n = 0;

    for (; (listing = strstr(listing, "\r\n")) != NULL; listing += 2)
        n++;
    return n;
}

static void
shows(const char *listing, const char *name, bool there)
{
    expect((line_of(listing, name) != NULL) == there, "%s is %s in: %s", name,
           there ? "not" : "there", listing);
}

START_TEST(list_looks_like_ls_in_the_c_locale)
{
    struct stat st;
    char start[64];
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all = fetch(c, "LIST", NULL);

    shows(all, "a.txt", true);
    expect(fits(line_of(all, "a.txt"), LONG_LINE), "not as ls -l: %s", line_of(all, "a.txt"));
    expect(fits(line_of(all, "with space.c"), LONG_LINE), "not as ls -l");
    expect(line_of(all, "sub")[0] == 'd', "a directory is none: %s", line_of(all, "sub"));
    stat(site_path("a.txt"), &st);
    strftime(start, sizeof start, " 10 %b %e %H:%M a.txt\r\n", gmtime(&st.st_mtime));
    if (strstr(line_of(all, "a.txt"), start) == NULL) { /* local time is fine too */
        strftime(start, sizeof start, " 10 %b %e %H:%M a.txt\r\n", localtime(&st.st_mtime));
        expect(strstr(line_of(all, "a.txt"), start) != NULL, "%s lacks %s", line_of(all, "a.txt"),
               start);
    }
    free(all);
}
END_TEST

START_TEST(an_old_file_shows_its_year)
{
    struct timespec times[2] = {{.tv_sec = 981173106}, {.tv_sec = 981173106}}; /* Feb 3 2001 */
    serve(NULL);
    lay_files();
    utimensat(-1, site_path("a.txt"), times, 0);
    struct talk *c = guest();
    char *all = fetch(c, "LIST", NULL);

    expect(strstr(line_of(all, "a.txt"), " 10 Feb  3  2001 a.txt\r\n") != NULL, "%s",
           line_of(all, "a.txt"));
    free(all);
}
END_TEST

START_TEST(list_ignores_the_flags_of_ls)
{
    static const char *const commands[] = {"LIST -a", "LIST -la", "LIST -al .",
                                           "LIST -l", "LIST ",    "LIST ."};
    serve(NULL);
    lay_files();
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char *all = fetch(c, commands[i], NULL);

        shows(all, "a.txt", true);
        expect(fits(line_of(all, "a.txt"), LONG_LINE), "%s: not as ls -l", commands[i]);
        free(all);
    }
}
END_TEST

START_TEST(list_of_a_path)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all = fetch(c, "LIST sub", NULL);

    shows(all, "below.txt", true);
    shows(all, "a.txt", false);
    free(all);
    all = fetch(c, "LIST -l /sub/", NULL);
    shows(all, "below.txt", true);
    free(all);
    all = fetch(c, "LIST a.txt", NULL);
    expect(lines_in(all) == 1 && line_of(all, "a.txt") != NULL, "LIST of a file: %s", all);
    free(all);
}
END_TEST

START_TEST(a_listing_in_the_current_directory)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all;

    say(c, "CWD sub");
    hear(c, "250 *");
    all = fetch(c, "NLST", NULL);
    expect(strcmp(all, "below.txt\r\n") == 0, "NLST in sub: \"%s\"", all);
    free(all);
}
END_TEST

START_TEST(nlst_is_names_only)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all = fetch(c, "NLST", NULL);

    expect(fits(all, "(^|\n)a\\.txt\r\n") && fits(all, "(^|\n)with space\\.c\r\n"), "%s", all);
    free(all);
    for (int i = 0; i < 3; i++) {
        static const char *const commands[] = {"NLST -1", "NLST -CF", "NLST -la"};

        all = fetch(c, commands[i], NULL);
        shows(all, "a.txt", true);
        free(all);
    }
}
END_TEST

START_TEST(nlst_knows_wildcards)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all = fetch(c, "NLST *.txt", NULL);

    shows(all, "a.txt", true);
    shows(all, "b.txt", true);
    expect(lines_in(all) == 2, "NLST *.txt: %s", all);
    free(all);
    all = fetch(c, "NLST ?.txt", NULL);
    expect(lines_in(all) == 2, "NLST ?.txt: %s", all);
    free(all);
}
END_TEST

START_TEST(an_empty_directory_is_an_empty_listing)
{
    serve(NULL);
    struct talk *c = guest();
    char *all;
    size_t n;

    free(fetch(c, "LIST", &n));
    expect(n == 0, "LIST of nothing is %zu bytes", n);
    free(fetch(c, "NLST", &n));
    expect(n == 0, "NLST of nothing is %zu bytes", n);
    all = fetch(c, "MLSD", NULL);
    expect(strstr(all, "=file;") == NULL, "MLSD of nothing: %s", all);
    free(all);
}
END_TEST

START_TEST(a_directory_that_is_not_there)
{
    static const char *const commands[] = {"LIST nothing", "NLST nothing", "LIST a.txt/x"};
    serve(NULL);
    lay_files();
    struct talk *c = guest();

    for (size_t i = 0; i < 3; i++) {
        struct data d = data_begin(c, EPSV);

        say(c, "%s", commands[i]);
        if (strncmp(hear(c, "@(150|450|550) *"), "150", 3) == 0) {
            size_t n;

            free(talk_drain(data_open(&d), &n));
            expect(n == 0, "%s lists something", commands[i]);
            hear(c, "@(226|450|550) *");
        }
        well(c);
    }
    refused(c, "MLSD nothing", "550 *");
    refused(c, "MLSD a.txt", "5[05][01] *");
}
END_TEST

START_TEST(thousands_of_entries)
{
    enum { MANY = 2000 };

    if (kit_bytewise)
        return; /* it is about what the server sends, which comes in its own pieces anyway */
    serve(NULL);
    for (int i = 0; i < MANY; i++)
        folder_text(site_path("a-file-with-a-rather-long-name-%d", i), "");
    struct talk *c = guest();
    static const char *const commands[] = {"LIST", "NLST", "MLSD"};

    for (int i = 0; i < 3; i++) {
        char *all = fetch_by(c, i % WAYS, commands[i], NULL);
        int n = 0;

        for (char *at = all; (at = strstr(at, "a-file-with")) != NULL; at++)
            n++;
        expect(n == MANY, "%s shows %d of %d", commands[i], n, MANY);
        expect(lines_in(all) >= MANY && lines_in(all) <= MANY + 2, "%s has %d lines", commands[i],
               lines_in(all));
        free(all);
    }
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, list_looks_like_ls_in_the_c_locale);
    tcase_add_test(t, an_old_file_shows_its_year);
    tcase_add_test(t, list_ignores_the_flags_of_ls);
    tcase_add_test(t, list_of_a_path);
    tcase_add_test(t, a_listing_in_the_current_directory);
    tcase_add_test(t, nlst_is_names_only);
    tcase_add_test(t, nlst_knows_wildcards);
    tcase_add_test(t, an_empty_directory_is_an_empty_listing);
    tcase_add_test(t, a_directory_that_is_not_there);
    tcase_add_test(t, thousands_of_entries);
}

int
main(void)
{
    return kit_run("ftp_server listings", fill, KIT_WHOLE_AND_BYTES);
}
