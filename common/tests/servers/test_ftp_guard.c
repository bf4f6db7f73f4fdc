/* What guards the server itself: root given up, no core file, a limit for each address. */

#include "site.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The rest of the line of the server's /proc/PID/<file> that starts so; the caller frees it. */
static char *
proc_line(const char *file, const char *start)
{
    char path[64];
    char *line = NULL;
    size_t size = 0;
    FILE *in;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)site.pid, file);
    in = fopen(path, "r");
    expect(in != NULL, "cannot read %s", path);
    do
        expect(getline(&line, &size, in) > 0, "%s has no %s", path, start);
    while (strncmp(line, start, strlen(start)) != 0);
    fclose(in);
    line[strcspn(line, "\n")] = '\0';
    memmove(line, line + strlen(start), strlen(line + strlen(start)) + 1);
    return line;
}

START_TEST(root_is_given_up)
{
    const struct passwd *nobody = getpwnam("nobody");
    char *uids;
    char expected[64];

    if (geteuid() != 0 || nobody == NULL)
        return; /* who is not root has nothing to give up */
    chmod(kit_folder(), 0755);
    serve("--run-as", "nobody");
    uids = proc_line("status", "Uid:\t");
    snprintf(expected, sizeof expected, "%u\t%u\t%u\t%u", nobody->pw_uid, nobody->pw_uid,
             nobody->pw_uid, nobody->pw_uid);
    expect(strcmp(uids, expected) == 0, "its user ids are %s", uids);
    free(uids);
    serves_others();
}
END_TEST

START_TEST(who_stays_root_is_warned)
{
    char *text;

    serve(NULL);
    serves_others();
    text = program_errors(&site);
    if (geteuid() == 0)
        expect(strstr(text, "--run-as") != NULL && strchr(text, '\n') == strrchr(text, '\n'),
               "not one line of warning: %s", text);
    else
        expect(*text == '\0', "on stderr: %s", text);
    free(text);
}
END_TEST

START_TEST(nobody_cannot_be_anybody)
{
    struct program p;

    expect(run(&p, "ftp_server", "--port", "0", "--run-as", "no such user") == 1, "not exit 1");
    program_complains(&p, "ftp_server: --run-as*");
}
END_TEST

START_TEST(no_core_file_with_passwords)
{
    char *limits;

    serve(NULL);
    limits = proc_line("limits", "Max core file size");
    expect(strtol(limits, NULL, 10) == 0 && strstr(limits, "unlimited") == NULL, "limits: %s",
           limits);
    free(limits);
}
END_TEST

START_TEST(one_address_cannot_take_all)
{
    serve("--max-per-address", "2");
    if (kit_serves_in_turn())
        return;
    struct talk *a = guest();
    struct talk *b = guest();
    struct talk *c = caller();

    hear(c, "421[ -]*");
    hear_end(c);
    c = talk_connect_from("127.0.0.2", site.host, site.port);
    hear(c, "220[ -]*");
    well(a);
    well(b);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, root_is_given_up);
    tcase_add_test(t, who_stays_root_is_warned);
    tcase_add_test(t, nobody_cannot_be_anybody);
    tcase_add_test(t, no_core_file_with_passwords);
    tcase_add_test(t, one_address_cannot_take_all);
}

int
main(void)
{
    return kit_run("ftp_server: guards", fill, KIT_WHOLE);
}
