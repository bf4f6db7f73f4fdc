/* check_ftp_outside.c: no name a client sends leads out of the directory that is served, and no
 * stranger gets what another asked for. */
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

#define STRANGER "127.0.0.2" /* an address of this machine, and not the client's */

static struct ftp_root root;
static struct talk talk;
static struct content secret; /* a file beside the served directory */

static void
make_link(const char *to, const char *name)
{
    char path[PATH_MAX + 80];

    snprintf(path, sizeof path, "%s/%s", root.path, name);
    if (symlink(to, path) == -1)
        judge_grader("symlink: %s", path);
}

/* A secret beside the served directory, links to it and to where it lies. */
static void
serve(bool writable)
{
    char path[PATH_MAX + 80];

    ftp_root_serve(&root, now.lab, writable);
    secret = content_make(100, 99);
    content_write(&secret, now.work, path, sizeof path);
    make_link(path, "link-out");
    make_link(now.work, "link-dir");
    make_link("..", "link-up");
    talk_open(&talk, &root.server);
    talk_login(&talk);
}

/* The secret's name, in every form that may lead to it. */
#define FORMS 9

static void
name_of(int form, char *out, size_t size)
{
    static const char *const forms[FORMS] = {
        "%1$s/%2$s",     "../%2$s",      "/../%2$s",     "/..//../%2$s", "./../%2$s",
        "link-dir/%2$s", "link-up/%2$s", "x/../../%2$s", "link-out",
    };

    snprintf(out, size, forms[form], now.work, secret.name);
}

/* Whether CWD is refused or leads nowhere: the secret must not be seen there. */
static void
look_into(const char *place)
{
    char listing[4096];
    size_t got = 0;
    int data;

    talk_try(&talk, "CWD %s", place);
    data = talk_data(&talk);
    if (talk_try(&talk, "NLST") / 100 == 1) {
        play_read(data, listing, sizeof listing - 1, &got, clock_ms() + PATIENCE_MS);
        talk_reply(&talk);
    }
    close(data);
    listing[got] = '\0';
    if (strstr(listing, secret.name) != NULL)
        judge_fail(V_FAIL, "nothing outside the served directory can be seen",
                   "CWD %s, then NLST: it lists what lies beside the served directory", place);
    talk_try(&talk, "CWD /");
}

/* Who comes to another's data port from elsewhere must not get that one's file. What else a server
 * does about it is its choice: it may give up, or go on to wait for the right one. */
static void
let_stranger_come(void)
{
    const char *name = root.files[root.count - 1].name;
    int stranger = play_connect_from(STRANGER, &root.server, talk_data_port(&talk));
    char line[100], byte;
    size_t got;

    talk_send(&talk, line, (size_t)snprintf(line, sizeof line, "RETR %s\r\n", name));
    judge_stage("connecting to the data port from " STRANGER);
    if (play_read(stranger, &byte, 1, &got, clock_ms() + PATIENCE_MS) == PLAY_FULL) {
        judge_matters(
            "Everybody can find the number of a data port, and whoever is there first would "
            "get the file; the one who asked for it may have logged in with a password.");
        judge_hint("accept(2) tells the address of the other end; getpeername(2) tells that of the "
                   "control connection's.");
        judge_fail(V_FAIL, "data connections are taken from the control connection's address only",
                   "the client is at 127.0.0.1; whoever connected from " STRANGER
                   " to its data port was sent the file");
    }
    close(stranger);
}

START_TEST(outside)
{
    char name[PATH_MAX + 200];

    serve(false);
    for (int form = 0; form < FORMS; form++) {
        int data = talk_data(&talk);
        name_of(form, name, sizeof name);
        talk_ask(&talk, 5, "RETR %s", name);
        close(data);
    }
    look_into("link-dir");
    look_into("link-up");
    look_into(now.work);
    let_stranger_come(); /* last, as the session may still wait for its data connection */
    judge_pass("absolute, .., doubled slash and links: no name led out; a stranger got nothing");
}
END_TEST

static void
must_be_untouched(const char *after)
{
    char path[PATH_MAX + 80], what[200];
    struct stat st;

    snprintf(what, sizeof what, "the file outside, after %.100s", after);
    content_compare_file(&secret, now.work, what);
    snprintf(path, sizeof path, "%s/%s", now.work, root.others[1].name);
    if (lstat(path, &st) == 0)
        judge_fail(V_FAIL, "nothing new outside the served directory", "%s made %s there", after,
                   root.others[1].name);
}

/* One way to write to this place. ".." at the top may well mean the top, so no reply is wrong:
 * what counts is what happens outside. */
static void
try_to_write(const char *place)
{
    int data = talk_data(&talk);

    if (talk_try(&talk, "STOR %s/%s", place, root.others[1].name) / 100 == 1) {
        play_send(data, "x", 1, clock_ms() + PATIENCE_MS);
        close(data);
        talk_reply(&talk);
    } else {
        close(data);
    }
    must_be_untouched("STOR with a name that leads out");
    if (talk_try(&talk, "RNFR %s", root.files[1].name) / 100 == 3)
        talk_try(&talk, "RNTO %s/%s", place, root.others[1].name);
    must_be_untouched("RNTO with a name that leads out");
    talk_try(&talk, "MKD %s/%s", place, root.others[1].name);
    must_be_untouched("MKD with a name that leads out");
    talk_try(&talk, "DELE %s/%s", place, secret.name);
    must_be_untouched("DELE with a name that leads out");
}

START_TEST(outside_write)
{
    serve(true);
    try_to_write(now.work);
    try_to_write("link-dir");
    try_to_write("link-up");
    try_to_write("..");
    try_to_write("/../..");
    judge_pass("STOR, RNTO, MKD and DELE: nothing outside was made, changed or removed");
}
END_TEST

/* Longer than any path the system takes. */
START_TEST(long_path)
{
    char path[900];

    serve(false);
    for (size_t i = 0; i + 1 < sizeof path; i++)
        path[i] = i % 2 == 0 ? 'a' : '/';
    path[sizeof path - 1] = '\0';
    talk_ask(&talk, 5, "CWD %s", path);
    talk_ask(&talk, 5, "SIZE %s", path);
    memset(path, 'a', sizeof path - 1);
    talk_ask(&talk, 5, "CWD %s", path);
    talk_get(&talk, &root.files[1]);
    judge_pass("450 folders deep, and a name of 899 letters: refused, and the session goes on");
}
END_TEST

const struct check_kind ftp_outside_checks[] = {
    {"ftp.outside", &outside, false, NULL},
    {"ftp.outside-write", &outside_write, false, NULL},
    {"ftp.long-path", &long_path, false, NULL},
    {NULL, NULL, false, NULL},
};
