/* Facts for programs: MLSD and MLST (RFC 3659), and STAT of a path. */

#include "site.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

START_TEST(stat_of_a_path_comes_over_the_control_connection)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();

    say(c, "STAT /");
    hear(c, "21[123]-*a.txt*21[123] *");
    say(c, "STAT a.txt");
    hear(c, "21[123]-*a.txt*21[123] *");
    say(c, "STAT nothing");
    hear(c, "@(450|550) *");
    say(c, "STAT");
    hear(c, "211[ -]*");
    well(c);
}
END_TEST

START_TEST(mlsd_and_mlst_have_facts)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all = fetch(c, "MLSD", NULL);
    const char *line = line_of(all, "a.txt");

    expect(line != NULL && fits(line, "^([A-Za-z.]+=[^;]*;)+ a\\.txt\r\n$"), "%s", all);
    expect(strcasestr(line, "type=file;") != NULL, "%s", line);
    expect(strcasestr(line, "size=10;") != NULL, "%s", line);
    expect(strcasestr(line, "modify=2") != NULL, "%s", line);
    line = line_of(all, "sub");
    expect(line != NULL && strcasestr(line, "type=dir;") != NULL, "%s", all);
    free(all);
    say(c, "MLST a.txt");
    hear(c, "250-*\n *[Tt]ype=file;* /a.txt\n250 *");
    say(c, "MLST");
    hear(c, "250-*\n *[Tt]ype=*dir;* /\n250 *");
    say(c, "MLST nothing");
    hear(c, "550 *");
    refused(c, "MLSD a.txt", "501 *");
    refused(c, "MLSD nothing", "550 *");
}
END_TEST

/* RFC 3659 section 7.5.5: what may be done with it, by the letters of the commands. */
START_TEST(the_perm_fact_says_what_may_be_done)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();

    say(c, "MLST a.txt");
    hear(c, "250-*perm=r;*250 *");
    say(c, "MLST sub");
    hear(c, "250-*perm=@(el|le);*250 *");
    talk_hang_up(c);
    site_stop();
    serve("--writable");
    c = guest();
    say(c, "MLST a.txt");
    hear(c, "250-*perm=*([adfr])w;*250 *");
    say(c, "MLST sub");
    hear(c, "250-*perm=+([elcdmpf]);*250 *");
}
END_TEST

START_TEST(the_facts_can_be_chosen)
{
    serve(NULL);
    lay_files();
    struct talk *c = guest();
    char *all;

    say(c, "OPTS MLST type;");
    hear(c, "200 *[Tt]ype;*");
    all = fetch(c, "MLSD", NULL);
    expect(strcasestr(all, "type=file;") != NULL && strcasestr(all, "size=") == NULL, "%s", all);
    free(all);
}
END_TEST

START_TEST(a_name_on_the_disk_forges_no_line)
{
    static const char *const commands[] = {"LIST", "NLST", "MLSD"};
    serve(NULL);
    site_text("evil\r\nforged", "x");
    site_text("evil\nforged", "x");
    struct talk *c = guest();

    for (int i = 0; i < 3; i++) {
        char *all = fetch(c, commands[i], NULL);

        expect(strstr(all, "\nforged") == NULL, "%s: a forged line: %s", commands[i], all);
        free(all);
    }
    say(c, "STAT /");
    expect(strstr(hear(c, "21[123]-*"), "\nforged") == NULL, "STAT: a forged line");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, stat_of_a_path_comes_over_the_control_connection);
    tcase_add_test(t, mlsd_and_mlst_have_facts);
    tcase_add_test(t, the_perm_fact_says_what_may_be_done);
    tcase_add_test(t, the_facts_can_be_chosen);
    tcase_add_test(t, a_name_on_the_disk_forges_no_line);
}

int
main(void)
{
    return kit_run("ftp_server facts in listings", fill, KIT_WHOLE_AND_BYTES);
}
