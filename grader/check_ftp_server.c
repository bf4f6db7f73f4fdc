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
    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (int i = 0; i < CONTENT_SIZES; i++)
        talk_get(&talk, &root.files[i]);
    talk_ask(&talk, 550, "RETR %s", root.others[0].name);
    talk_quit(&talk);
    judge_pass("0, 1, 65535, 65536 and 1048577 bytes, every byte right");
}
END_TEST

START_TEST(put)
{
    ftp_root_serve(&root, now.lab, true);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (int i = 0; i < CONTENT_SIZES; i++) {
        talk_put(&talk, &root.others[i]);
        content_compare_file(&root.others[i], root.path, "the stored file");
    }
    talk_quit(&talk);
    judge_pass("0, 1, 65535, 65536 and 1048577 bytes, every byte right");
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

START_TEST(list)
{
    static char listing[65536];

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (int c = 0; c < 2; c++) {
        static const char *const commands[] = {"NLST", "LIST"};
        talk_list(&talk, commands[c], listing, sizeof listing);
        for (int i = 0; i < CONTENT_SIZES; i++)
            if (strstr(listing, root.files[i].name) == NULL)
                judge_fail(V_FAIL, "every file of the directory", "%s does not show %s",
                           commands[c], root.files[i].name);
    }
    if (strstr(listing, " 1048577 ") == NULL || listing[0] != '-' || strchr(listing, '\r') == NULL)
        judge_fail(V_FAIL, "lines as `ls -l` writes them, with sizes, ended by CRLF",
                   "LIST begins with: %.60s", listing);
    judge_pass("NLST and LIST show all %d files", CONTENT_SIZES);
}
END_TEST

/* Half a line waits for its other half; two lines in one segment are two commands. */
START_TEST(pieces)
{
    static const char user[] = "USER anonymous\r\n", two[] = "NOOP\r\nNOOP\r\n";

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    for (size_t i = 0; i + 1 < sizeof user; i++) {
        talk_send(&talk, user + i, 1);
        play_wait_taken(root.server.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
    }
    judge_stage("waiting for the reply to USER anonymous, sent byte by byte");
    if (talk_reply(&talk) != 230) {
        if (talk.code != 331)
            judge_fail(V_FAIL, "331 or 230 to USER anonymous, sent byte by byte", "%s", talk.reply);
        talk_ask(&talk, 230, "PASS x");
    }
    talk_send(&talk, two, sizeof two - 1);
    talk_expect(&talk, 200, "the first of two NOOP in one segment");
    talk_expect(&talk, 200, "the second of two NOOP in one segment");
    talk_quit(&talk);
    judge_pass("a line in 16 pieces, two lines in one");
}
END_TEST

/* A megabyte without a line end, then clients that vanish in the middle of things. */
START_TEST(garbage)
{
    static char junk[1 << 16];
    struct talk other;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&other, &root.server);
    memset(junk, 'A', sizeof junk);
    judge_stage("sending a megabyte without a line end");
    for (int i = 0; i < 16; i++)
        if (play_send(other.fd, junk, sizeof junk, clock_ms() + PATIENCE_MS) != PLAY_FULL)
            break; /* hanging up is an answer, too */
    play_vanish(other.fd);
    talk_open(&other, &root.server);
    talk_login(&other);
    close(talk_data(&other));
    talk_send(&other, "RETR ", 5);
    play_vanish(other.fd);
    judge_stage("serving the client after them");
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_get(&talk, &root.files[2]);
    judge_pass("a megabyte without a line end and a vanished client cost nobody else");
}
END_TEST

static void
must_be_refused(const char *name)
{
    int data = talk_data(&talk);

    talk_ask(&talk, 5, "RETR %s", name);
    close(data);
}

START_TEST(outside)
{
    char name[PATH_MAX + 80], link[PATH_MAX + 80];
    struct content secret = content_make(100, 99);

    content_write(&secret, now.work, NULL, 0);
    ftp_root_serve(&root, now.lab, false);
    snprintf(name, sizeof name, "%s/%s", now.work, secret.name);
    snprintf(link, sizeof link, "%s/link-out", root.path);
    if (symlink(name, link) == -1)
        judge_grader("symlink: %s", link);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    must_be_refused(name);
    snprintf(name, sizeof name, "../%s", secret.name);
    must_be_refused(name);
    snprintf(name, sizeof name, "/..//../%s", secret.name);
    must_be_refused(name);
    must_be_refused("link-out");
    content_free(&secret);
    judge_pass("absolute, .., doubled slash and a link: all refused");
}
END_TEST

const struct check_kind ftp_server_checks[] = {
    {"ftp.ready", &ready, false, NULL},       {"ftp.login", &login, false, NULL},
    {"ftp.get", &get, false, NULL},           {"ftp.put", &put, false, NULL},
    {"ftp.readonly", &readonly, false, NULL}, {"ftp.list", &list, false, NULL},
    {"ftp.pieces", &pieces, false, NULL},     {"ftp.garbage", &garbage, false, NULL},
    {"ftp.outside", &outside, false, NULL},   {NULL, NULL, false, NULL},
};
