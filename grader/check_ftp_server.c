/* check_ftp_server.c: an FTP server judged by the grader's own client: replies, files, limits. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ftp_root.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

static struct ftp_root root;
static struct talk talk;

START_TEST(ready)
{
    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_quit(&talk);
    judge_pass("ready line, 220, QUIT: 221 and end of stream");
}
END_TEST

START_TEST(login)
{
    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_ask(&talk, 530, "PWD");
    talk_ask(&talk, 5, "PASS guest"); /* whose? */
    talk_ask(&talk, 530, "PWD");
    talk_login(&talk);
    talk_ask(&talk, 257, "PWD");
    if (strstr(talk.reply, "\"/\"") == NULL)
        judge_fail(V_FAIL, "257 \"/\"", "%s", talk.reply);
    talk_ask(&talk, 2, "NOOP");
    talk_ask(&talk, 5, "XYZZY");
    talk_ask(&talk, 2, "noop");
    talk_quit(&talk);
    judge_pass("530 before, 230 and 257 after the login");
}
END_TEST

START_TEST(get)
{
    int data;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (size_t i = 0; i < root.count; i++) {
        talk.old = i % 2 == 1; /* PASV and EPSV in turns */
        talk_get(&talk, &root.files[i]);
    }
    data = talk_data(&talk); /* without one the answer may as well be 425 */
    talk_ask(&talk, 550, "RETR %s", root.others[0].name);
    close(data);
    talk_quit(&talk);
    judge_pass("%zu files of awkward sizes, every byte right", root.count);
}
END_TEST

START_TEST(put)
{
    ftp_root_serve(&root, now.lab, true);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (size_t i = 0; i < root.count; i++) {
        talk_put(&talk, &root.others[i]);
        content_compare_file(&root.others[i], root.path, "the stored file");
    }
    talk_quit(&talk);
    judge_pass("%zu files of awkward sizes, every byte right", root.count);
}
END_TEST

/* What a client that lost its connection does: the rest of a download, the rest of an upload. */
START_TEST(resume)
{
    struct content *whole, rest;
    size_t half;

    ftp_root_serve(&root, now.lab, true);
    whole = &root.files[3];
    half = whole->size / 2;
    rest = *whole;
    rest.bytes += half;
    rest.size -= half;
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_ask(&talk, 350, "REST %zu", half);
    talk_get(&talk, &rest);
    talk_get(&talk, whole); /* REST was for one transfer */
    talk_put(&talk, &root.others[2]);
    talk_append(&talk, &root.others[2], &root.others[1]);
    talk_quit(&talk);
    judge_pass("REST gives the rest of a file once, APPE adds to one");
}
END_TEST

/* The rest of what --writable allows: MKD, CWD, CDUP, RNFR and RNTO, DELE, RMD. */
START_TEST(changes)
{
    static const char made[] =
        "a folder whose name has blanks and is longer than sixty-four letters "
        "as names made by people may be";
    char path[PATH_MAX + 200];
    struct stat st;

    ftp_root_serve(&root, now.lab, true);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_ask(&talk, 257, "MKD %s", made);
    talk_ask(&talk, 250, "CWD %s", made);
    talk_ask(&talk, 257, "PWD");
    if (strstr(talk.reply, made) == NULL)
        judge_fail(V_FAIL, "257 and the name of the directory that CWD went to", "%s", talk.reply);
    talk_put(&talk, &root.others[1]);
    talk_ask(&talk, 2, "CDUP");
    talk_ask(&talk, 350, "RNFR %s/%s", made, root.others[1].name);
    talk_ask(&talk, 250, "RNTO %s", root.others[1].name);
    content_compare_file(&root.others[1], root.path, "the renamed file");
    talk_ask(&talk, 250, "DELE %s", root.others[1].name);
    talk_ask(&talk, 250, "RMD %s", made);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", root.path, i == 0 ? made : root.others[1].name);
        if (stat(path, &st) == 0)
            judge_fail(V_FAIL, "what RMD and DELE removed is gone", "%s is still there", path);
    }
    judge_pass("a directory and a file: made, renamed, removed");
}
END_TEST

START_TEST(readonly)
{
    struct stat st;
    char path[PATH_MAX + 80];

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_ask(&talk, 5, "DELE %s", root.files[1].name);
    close(talk_data(&talk));
    talk_ask(&talk, 5, "STOR %s", root.others[1].name);
    talk_ask(&talk, 5, "MKD %s.d", root.others[1].name);
    snprintf(path, sizeof path, "%s/%s", root.path, root.others[1].name);
    if (stat(path, &st) == 0)
        judge_fail(V_FAIL, "nothing changes without --writable", "STOR made a file");
    content_compare_file(&root.files[1], root.path, "after a refused DELE");
    judge_pass("STOR, DELE and MKD refused, nothing changed");
}
END_TEST

/* A line for the file of this size, as `ls -l` writes it: other lines, such as "total 8" or those
 * of directories, may stand before it. */
static bool
shows_size(const char *listing, const char *size)
{
    for (const char *line = listing; line != NULL; line = strchr(line, '\n')) {
        const char *number = strstr(line += *line == '\n', size);
        if (*line == '-' && number != NULL && number < line + strcspn(line, "\r\n"))
            return true;
    }
    return false;
}

START_TEST(list)
{
    static char listing[65536];

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (int c = 0; c < 2; c++) {
        static const char *const commands[] = {"NLST", "LIST"};
        talk_list(&talk, commands[c], listing, sizeof listing);
        for (size_t i = 0; i < root.count; i++)
            if (strstr(listing, root.files[i].name) == NULL)
                judge_fail(V_FAIL, "every file of the directory", "%s does not show %s",
                           commands[c], root.files[i].name);
    }
    if (!shows_size(listing, " 1048577 ") || strchr(listing, '\r') == NULL)
        judge_fail(V_FAIL, "lines as `ls -l` writes them, with sizes, ended by CRLF",
                   "LIST begins with: %.60s", listing);
    judge_pass("NLST and LIST show all %zu files", root.count);
}
END_TEST

const struct check_kind ftp_server_checks[] = {
    {"ftp.ready", &ready, false, NULL},
    {"ftp.login", &login, false, NULL},
    {"ftp.get", &get, false, NULL},
    {"ftp.put", &put, false, NULL},
    {"ftp.resume", &resume, false, NULL},
    {"ftp.readonly", &readonly, false, NULL},
    {"ftp.list", &list, false, NULL},
    {"ftp.changes", &changes, false, NULL},
    {NULL, NULL, false, NULL},
};
