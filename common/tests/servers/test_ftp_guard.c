/* What guards the server itself: root given up, no core file, a limit for each address. */

#include "site.h"

#include <grp.h>
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

/* All four of its ids are this one: real, effective, saved and that for files. */
static void
is_all(const char *start, unsigned id)
{
    char *ids = proc_line("status", start);
    char expected[64];

    snprintf(expected, sizeof expected, "%u\t%u\t%u\t%u", id, id, id, id);
    expect(strcmp(ids, expected) == 0, "%s%s", start, ids);
    free(ids);
}

START_TEST(root_is_given_up)
{
    const struct passwd *nobody = getpwnam("nobody");
    char expected[64];
    char *groups;
    struct stat st;

    if (geteuid() != 0 || nobody == NULL)
        return; /* who is not root has nothing to give up */
    chmod(kit_folder(), 0755);
    expect(chown(site_path("%s", ""), nobody->pw_uid, 0) == 0, "chown");
    serve("--run-as", "nobody", "--writable");
    is_all("Uid:\t", nobody->pw_uid);
    is_all("Gid:\t", nobody->pw_gid);
    groups = proc_line("status", "Groups:\t");
    snprintf(expected, sizeof expected, "%u ", nobody->pw_gid);
    expect(strcmp(groups, expected) == 0, "its groups are %s", groups);
    free(groups);
    upload(guest(), "STOR new", "text", 4);
    expect(stat(site_path("new"), &st) == 0 && st.st_uid == nobody->pw_uid, "new is another's");
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

/* As the user nobody, if this is root: whose files in /proc are root's in any case. */
static bool
becomes_ordinary(void)
{
    const struct passwd *nobody = getpwnam("nobody");
    char path[4096];

    if (geteuid() != 0)
        return true;
    if (nobody == NULL || chmod(folder_path(".."), 0711) != 0 ||
        chown(kit_folder(), nobody->pw_uid, nobody->pw_gid) != 0 || setgroups(0, NULL) != 0 ||
        setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0)
        return false;
    kit_program_path(path, sizeof path, "ftp_server");
    return access(path, X_OK) == 0; /* the kit may lie where nobody but root comes */
}

/* Where cores are piped to a program no limit holds: but the files of a process that cannot be
 * dumped are root's. */
START_TEST(no_core_at_all_with_users)
{
    struct stat st;
    char path[64];

    if (!becomes_ordinary())
        return;
    folder_text(folder_path("users"), "ada:!\n");
    serve("--users", folder_path("users"));
    serves_others();
    snprintf(path, sizeof path, "/proc/%d/fd", (int)site.pid);
    expect(stat(path, &st) == 0 && st.st_uid == 0, "it could be dumped: %s is of user %d", path,
           (int)st.st_uid);
    site_stop();
    serve(NULL);
    snprintf(path, sizeof path, "/proc/%d/fd", (int)site.pid);
    expect(stat(path, &st) == 0 && st.st_uid == geteuid(), "nobody can watch it without users");
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
    tcase_add_test(t, no_core_at_all_with_users);
    tcase_add_test(t, one_address_cannot_take_all);
}

int
main(void)
{
    return kit_run("ftp_server: guards", fill, KIT_WHOLE);
}
