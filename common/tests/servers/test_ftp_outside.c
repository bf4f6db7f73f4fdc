/* Nothing outside the root by any name or link, and nothing but regular files is transferred. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET "nobody may see this"

/* A folder beside the root, and links from the root to it. */
static void
lay_links(void)
{
    folder_make(folder_path("outside"));
    folder_text(folder_path("outside/secret"), SECRET);
    folder_make(site_path("sub"));
    site_text("inside.txt", "inside");
    ck_assert(symlink(folder_path("outside"), site_path("out")) == 0);
    ck_assert(symlink("../outside", site_path("relative")) == 0);
    ck_assert(symlink("../../outside/secret", site_path("sub/secret")) == 0);
    ck_assert(symlink("/etc/passwd", site_path("passwd")) == 0);
    ck_assert(symlink("../inside.txt", site_path("sub/link")) == 0);
    ck_assert(symlink("/inside.txt", site_path("absolute")) == 0);
    ck_assert(symlink("sub", site_path("folder")) == 0);
    ck_assert(symlink("loop", site_path("loop")) == 0);
}

static void
unharmed(void)
{
    expect(folder_holds(folder_path("outside/secret"), SECRET, strlen(SECRET)),
           "the file outside was touched");
    expect(folder_count(folder_path("outside")) == 1, "something was made outside");
}

START_TEST(no_name_leads_out_to_a_file)
{
    static const char *const names[] = {"../outside/secret",
                                        "/../outside/secret",
                                        "sub/../../outside/secret",
                                        "out/secret",
                                        "relative/secret",
                                        "sub/secret",
                                        "passwd",
                                        "/etc/passwd",
                                        "..//..//etc/passwd",
                                        "sub/../out/secret",
                                        "folder/secret",
                                        "loop"};
    char line[128];
    serve("--writable");
    lay_links();
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(line, sizeof line, "RETR %s", names[i]);
        refused(c, line, "550 *");
        say(c, "SIZE %s", names[i]);
        hear(c, "550 *");
        say(c, "MDTM %s", names[i]);
        hear(c, "550 *");
    }
    unharmed();
}
END_TEST

START_TEST(no_name_leads_out_to_a_directory)
{
    static const char *const names[] = {"../outside", "out", "relative", "/etc",
                                        "sub/../../outside"};
    char *text;
    char line[128];
    serve("--writable");
    lay_links();
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        say(c, "CWD %s", names[i]);
        hear(c, "550 *");
        say(c, "MKD %s/made", names[i]);
        hear(c, "55[03] *");
        snprintf(line, sizeof line, "STOR %s/made", names[i]);
        refused(c, line, "55[03] *");
        struct data d = data_begin(c, EPSV);
        say(c, "NLST %s", names[i]);
        /* A link that leads out is listed as itself at most, never what it leads to. */
        if (strncmp(hear(c, "@(150|450|550) *"), "150", 3) == 0) {
            text = talk_drain(data_open(&d), NULL);
            expect(strstr(text, "secret") == NULL, "NLST %s shows \"%s\"", names[i], text);
            free(text);
            hear(c, "@(226|450|550) *");
        }
    }
    unharmed();
}
END_TEST

START_TEST(what_stands_outside_cannot_be_changed)
{
    serve("--writable");
    lay_links();
    struct talk *c = guest();

    say(c, "DELE out/secret");
    hear(c, "550 *");
    say(c, "DELE ../outside/secret");
    hear(c, "550 *");
    say(c, "RMD ../outside");
    hear(c, "550 *");
    say(c, "RNFR out/secret");
    hear(c, "550 *");
    say(c, "RNFR ../outside/secret");
    hear(c, "550 *");
    refused(c, "APPE sub/secret", "55[03] *");
    say(c, "MFMT 20010203040506 out/secret");
    hear(c, "5?? *");
    unharmed();
}
END_TEST

START_TEST(nothing_is_renamed_out)
{
    serve("--writable");
    lay_links();
    struct talk *c = guest();

    say(c, "RNFR inside.txt");
    hear(c, "350 *");
    say(c, "RNTO out/moved");
    hear(c, "55[03] *");
    say(c, "RNFR inside.txt");
    hear(c, "350 *");
    say(c, "RNTO /../../outside/moved");
    hear(c, "55[03] *"); /* inside the root there is no such directory */
    expect(folder_has(site_path("inside.txt")), "the file went away");
    unharmed();
}
END_TEST

START_TEST(an_upload_replaces_a_link_or_is_refused)
{
    serve("--writable");
    lay_links();
    struct talk *c = guest();
    struct data d = data_begin(c, EPSV);

    say(c, "STOR sub/secret");
    if (strncmp(hear(c, "@(150|55[03]) *"), "150", 3) == 0) {
        talk_send(data_open(&d), "new", 3);
        talk_finish(d.talk);
        hear(c, "@(226|55[03]) *");
    }
    unharmed();
}
END_TEST

START_TEST(links_inside_may_be_followed)
{
    serve(NULL);
    lay_links();
    struct talk *c = binary_guest();
    char *text;

    text = fetch(c, "RETR sub/link", NULL);
    expect(strcmp(text, "inside") == 0, "a link inside gave \"%s\"", text);
    free(text);
    say(c, "CWD folder");
    hear(c, "250 *");
    well(c);
}
END_TEST

START_TEST(only_regular_files_are_transferred)
{
    serve("--writable");
    ck_assert(mkfifo(site_path("fifo"), 0666) == 0);
    bool device = mknod(site_path("device"), S_IFCHR | 0666, 1 << 8 | 5) == 0; /* /dev/zero */
    struct talk *c = guest();

    refused(c, "RETR fifo", "550 *");
    refused(c, "APPE fifo", "55[03] *");
    say(c, "SIZE fifo");
    hear(c, "550 *");
    if (device) {
        refused(c, "RETR device", "550 *");
        refused(c, "APPE device", "55[03] *");
    }
    free(fetch(c, "LIST", NULL));
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, no_name_leads_out_to_a_file);
    tcase_add_test(t, no_name_leads_out_to_a_directory);
    tcase_add_test(t, what_stands_outside_cannot_be_changed);
    tcase_add_test(t, nothing_is_renamed_out);
    tcase_add_test(t, an_upload_replaces_a_link_or_is_refused);
    tcase_add_test(t, links_inside_may_be_followed);
    tcase_add_test(t, only_regular_files_are_transferred);
}

int
main(void)
{
    return kit_run("ftp_server and what is outside its root", fill, KIT_WHOLE);
}
