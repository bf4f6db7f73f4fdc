/* Names: directories made, entered, left and removed; files renamed and removed; odd names. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(directories)
{
    serve("--writable");
    struct talk *c = guest();

    say(c, "MKD sub");
    hear(c, "257 \"/sub\"*");
    say(c, "CWD sub");
    hear(c, "250[ -]*");
    say(c, "PWD");
    hear(c, "257 \"/sub\"*");
    say(c, "MKD deeper");
    hear(c, "257 \"/sub/deeper\"*");
    say(c, "CWD deeper");
    hear(c, "250 *");
    say(c, "CDUP");
    hear(c, "2[05]0 *");
    say(c, "PWD");
    hear(c, "257 \"/sub\"*");
    say(c, "CWD /");
    hear(c, "250 *");
    say(c, "RMD sub");
    hear(c, "550 *"); /* not empty */
    say(c, "RMD sub/deeper");
    hear(c, "250 *");
    say(c, "RMD /sub");
    hear(c, "250 *");
    expect(folder_count(site_path("%s", "")) == 0, "a directory is still there");
}
END_TEST

START_TEST(the_old_names_of_the_commands)
{
    serve("--writable");
    struct talk *c = guest();

    say(c, "XMKD sub");
    hear(c, "257 \"/sub\"*");
    say(c, "XCWD sub");
    hear(c, "250 *");
    say(c, "XPWD");
    hear(c, "257 \"/sub\"*");
    say(c, "XCUP");
    hear(c, "2[05]0 *");
    say(c, "XRMD sub");
    hear(c, "250 *");
}
END_TEST

START_TEST(quotes_are_doubled)
{
    serve("--writable");
    struct talk *c = guest();

    say(c, "MKD a \"b\" c");
    hear(c, "257 \"/a \"\"b\"\" c\"*");
    say(c, "CWD a \"b\" c");
    hear(c, "250 *");
    say(c, "PWD");
    hear(c, "257 \"/a \"\"b\"\" c\"*");
}
END_TEST

START_TEST(ways_that_lead_to_the_same_place)
{
    static const char *const names[] = {"sub",   "/sub",       "//sub//", "./sub",
                                        "sub/.", "sub/../sub", "/../sub", "../../sub"};
    serve(NULL);
    folder_make(site_path("sub"));
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        say(c, "CWD /");
        hear(c, "250 *");
        say(c, "CWD %s", names[i]);
        hear(c, "250 *");
        say(c, "PWD");
        hear(c, "257 \"/sub\"*");
    }
    say(c, "CWD nothing");
    hear(c, "550 *");
    say(c, "PWD");
    hear(c, "257 \"/sub\"*");
    say(c, "CWD");
    hear(c, "@(250|501) *");
}
END_TEST

START_TEST(cdup_stays_at_the_root)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "CDUP");
    hear(c, "@(2[05]0|550) *");
    say(c, "CWD ..");
    hear(c, "@(250|550) *");
    say(c, "PWD");
    hear(c, "257 \"/\"*");
}
END_TEST

START_TEST(renaming)
{
    serve("--writable");
    site_text("old", "text");
    folder_make(site_path("sub"));
    struct talk *c = guest();

    say(c, "RNFR old");
    hear(c, "350 *");
    say(c, "RNTO sub/new");
    hear(c, "250 *");
    expect(folder_holds(site_path("sub/new"), "text", 4), "it is not under its new name");
    expect(!folder_has(site_path("old")), "it is still under its old name");
    say(c, "RNFR old");
    hear(c, "550 *");
    say(c, "RNTO other");
    hear(c, "503 *");
}
END_TEST

START_TEST(rnto_comes_right_after_rnfr)
{
    serve("--writable");
    site_text("old", "text");
    struct talk *c = guest();

    say(c, "RNTO new");
    hear(c, "503 *");
    say(c, "RNFR old");
    hear(c, "350 *");
    say(c, "PWD");
    hear(c, "257 *");
    say(c, "RNTO new");
    hear(c, "503 *");
    expect(folder_has(site_path("old")), "renamed out of order");
    say(c, "RNFR");
    hear(c, "501 *");
}
END_TEST

START_TEST(removing)
{
    serve("--writable");
    site_text("file", "text");
    folder_make(site_path("sub"));
    struct talk *c = guest();

    say(c, "DELE sub");
    hear(c, "550 *");
    say(c, "RMD file");
    hear(c, "550 *");
    say(c, "DELE file");
    hear(c, "250 *");
    say(c, "DELE file");
    hear(c, "550 *");
    say(c, "RMD /");
    hear(c, "550 *");
    say(c, "MKD sub");
    hear(c, "55[03] *");
    say(c, "MKD nowhere/sub");
    hear(c, "55[03] *");
    say(c, "DELE");
    hear(c, "501 *");
    expect(folder_has(site_path("sub")), "the directory is gone");
}
END_TEST

START_TEST(names_are_bytes)
{
    static const char *const names[] = {
        "with space",   " leading", "trailing ", "gr\303\274\303\237e",
        "\344\375\376", "-la",      "*",         "a%20b",
        "$(id)",        "~root",    "..."};
    serve("--writable");
    struct talk *c = binary_guest();
    char command[64];
    char *text;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(command, sizeof command, "STOR %s", names[i]);
        upload(c, command, names[i], strlen(names[i]));
        expect(folder_holds(site_path("%s", names[i]), names[i], strlen(names[i])),
               "no file \"%s\" with its own name in it", names[i]);
        snprintf(command, sizeof command, "RETR %s", names[i]);
        text = fetch(c, command, NULL);
        expect(strcmp(text, names[i]) == 0, "fetching \"%s\" gave \"%s\"", names[i], text);
        free(text);
    }
    expect(folder_count(site_path("%s", "")) == (int)(sizeof names / sizeof *names),
           "another number of files");
}
END_TEST

START_TEST(the_byte_255_is_doubled_on_the_wire)
{
    serve("--writable");
    struct talk *c = guest();

    say(c, "MKD a\377\377b");
    hear(c, "257 *");
    expect(folder_has(site_path("a\377b")), "no directory of that name");
    say(c, "STAT .");
    expect(strstr(hear(c, "21[123]-*"), "a\377\377b\n") != NULL, "STAT does not double it");
}
END_TEST

START_TEST(controls_reach_no_name)
{
    serve("--writable");
    struct talk *c = guest();

    say_bytes(c, "MKD a\001b\r\n");
    hear(c, "5[05][0-4] *");
    say_bytes(c, "MKD a\rb\r\n");
    hear(c, "5[05][0-4] *");
    say_bytes(c, "MKD a\033[2Jb\r\n");
    hear(c, "5[05][0-4] *");
    expect(folder_count(site_path("%s", "")) == 0, "a name with a control was made");
    say_bytes(c, "MKD a\000b\r\n");
    hear(c, "@(257|5[05][0-4]) *"); /* the NUL may be dropped, but must not end the name */
    expect(!folder_has(site_path("a")), "a NUL ended a name");
    well(c);
}
END_TEST

START_TEST(a_name_longer_than_the_system_allows)
{
    static char longest[3000];
    serve("--writable");
    struct talk *c = guest();

    memset(longest, 'a', sizeof longest - 1);
    say(c, "MKD %s", longest);
    hear(c, "55[03] *");
    say(c, "CWD %s", longest);
    hear(c, "550 *");
    for (size_t i = 1; i < sizeof longest - 1; i += 2)
        longest[i] = '/';
    say(c, "CWD %s", longest);
    hear(c, "550 *");
    well(c);
}
END_TEST

START_TEST(a_second_rnfr_takes_the_place_of_the_first)
{
    serve("--writable");
    site_text("a", "text of a");
    site_text("b", "text of b");
    struct talk *c = guest();

    say(c, "RNFR a");
    hear(c, "350 *");
    say(c, "RNFR b");
    hear(c, "350 *");
    say(c, "RNTO c");
    hear(c, "250 *");
    expect(folder_holds(site_path("c"), "text of b", 9), "not b was renamed");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, directories);
    tcase_add_test(t, the_old_names_of_the_commands);
    tcase_add_test(t, quotes_are_doubled);
    tcase_add_test(t, ways_that_lead_to_the_same_place);
    tcase_add_test(t, cdup_stays_at_the_root);
    tcase_add_test(t, renaming);
    tcase_add_test(t, rnto_comes_right_after_rnfr);
    tcase_add_test(t, removing);
    tcase_add_test(t, names_are_bytes);
    tcase_add_test(t, the_byte_255_is_doubled_on_the_wire);
    tcase_add_test(t, controls_reach_no_name);
    tcase_add_test(t, a_name_longer_than_the_system_allows);
    tcase_add_test(t, a_second_rnfr_takes_the_place_of_the_first);
}

int
main(void)
{
    return kit_run("ftp_server names", fill, KIT_WHOLE_AND_BYTES);
}
