/* check_ftp_hard.c: ftp_client against servers that misbehave. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_fetch.h"
#include "judge.h"
#include "output.h"

/* The client alone, whatever its lab's server can do. */
START_TEST(alone)
{
    struct program p;

    fetch_begin((struct ftp_fake){.sends = FETCH_SIZE});
    judge_stage("get of one file from a server of the grader's");
    fetch_get(&p, NULL, 0, "ftp_client get of one file: exit status 0");
    content_compare_file(&fetch.file, fetch.into, "the fetched file");
    judge_pass("one file of %d bytes, every byte right", FETCH_SIZE);
}
END_TEST

START_TEST(dribble)
{
    struct program p;

    fetch_begin((struct ftp_fake){.byte_by_byte = true});
    judge_stage("replies in single bytes, some of them of several lines");
    fetch_get(&p, NULL, 0, "exit status 0: replies may come in any pieces, and have many lines");
    content_compare_file(&fetch.file, fetch.into,
                         "the file from a server whose replies come byte by byte");
    judge_pass("replies in single bytes and of several lines were understood");
}
END_TEST

START_TEST(cut_short)
{
    struct program p;

    fetch_begin((struct ftp_fake){.sends = FETCH_SIZE / 2});
    judge_stage("half of the bytes that SIZE announced, then 226");
    fetch_get(&p, NULL, 1, "exit status 1: half of the file is missing");
    fetch_must_have_failed(&p, "half of a file, and 226");
    judge_pass("half a file and 226: a line on stderr, exit status 1, no file under its name");
}
END_TEST

START_TEST(breaks)
{
    struct program p;

    fetch_begin((struct ftp_fake){.sends = FETCH_SIZE / 2, .breaks = true});
    judge_stage("both connections break in the middle of the file");
    fetch_get(&p, NULL, 1, "exit status 1: the connection broke");
    fetch_must_have_failed(&p, "a transfer that broke");
    judge_pass("both connections broke: a line on stderr, exit status 1, no file under its name");
}
END_TEST

START_TEST(hangs_up)
{
    struct program p;

    fetch_begin((struct ftp_fake){.hangs_up = true});
    judge_stage("the server hangs up in place of an answer to RETR");
    fetch_get(&p, NULL, 1, "exit status 1: the server hung up");
    fetch_must_have_failed(&p, "a server that hung up");
    judge_pass("the server hung up: a line on stderr, exit status 1");
}
END_TEST

/* Connects, then says nothing: --timeout ends it. */
START_TEST(never_answers)
{
    char url[100];
    const char *const args[] = {"get", "-o", fetch.into, "--timeout", "1", url, NULL};
    struct program p;

    fetch_begin((struct ftp_fake){.sends = 0});
    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/%s", fetch.fake.port, fetch.file.name);
    judge_stage("ending with --timeout 1 at a server that says nothing");
    program_start(&p, now.lab, "ftp_client", args);
    ending_status(&p, 1, "exit status 1 once --timeout has passed");
    fetch_must_have_failed(&p, "a server that says nothing");
    fetch.fake.sends = FETCH_SIZE / 2;
    fetch.fake.stands_still = true;
    judge_stage("ending with --timeout 1 at a server that stops in the middle of a file");
    program_start(&p, now.lab, "ftp_client", args);
    ftp_fake_run(&fetch.fake, &p, "exit status 1 once no byte has come for --timeout");
    ending_status(&p, 1, "exit status 1 once no byte has come for --timeout");
    fetch_must_have_failed(&p, "a server that stops in the middle of a file");
    judge_pass(
        "silent at once, silent in a file, and --timeout 1: a line on stderr, exit status 1");
}
END_TEST

START_TEST(refused)
{
    char url[100];
    const char *const args[] = {"get", "-o", fetch.into, url, NULL};
    struct program p;

    fetch_begin((struct ftp_fake){.sends = 0});
    close(fetch.fake.listener);
    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/%s", fetch.fake.port, fetch.file.name);
    judge_stage("ending when the connection is refused");
    program_start(&p, now.lab, "ftp_client", args);
    ending_status(&p, 1, "exit status 1: the connection is refused");
    fetch_must_have_failed(&p, "a refused connection");
    judge_pass("refused: a line on stderr, exit status 1");
}
END_TEST

/* A greeting without an end. */
START_TEST(huge_line)
{
    static char junk[1 << 16];
    char url[100];
    const char *const args[] = {"get", "-o", fetch.into, "--timeout", "2", url, NULL};
    struct program p;
    int fd;

    fetch_begin((struct ftp_fake){.sends = 0});
    memset(junk, '2', sizeof junk);
    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/%s", fetch.fake.port, fetch.file.name);
    program_start(&p, now.lab, "ftp_client", args);
    judge_stage("sending it a megabyte without a line end");
    if ((fd = play_accept(fetch.fake.listener, clock_ms() + PATIENCE_MS)) == -1)
        judge_late("the client connects");
    for (int i = 0; i < 16; i++)
        if (play_send(fd, junk, sizeof junk, clock_ms() + 3000) != PLAY_FULL)
            break;
    close(fd);
    ending_status(&p, 1, "exit status 1: that is no reply");
    fetch_must_have_failed(&p, "a megabyte without a line end");
    judge_pass("a megabyte without a line end: a line on stderr, exit status 1");
}
END_TEST

static void
must_be_alone(const char *name, const char *what)
{
    DIR *dir = opendir(now.work);
    struct dirent *entry;

    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (strncmp(entry->d_name, name, strlen(name)) == 0)
            judge_fail(V_FAIL, "a name from a server never leads out of the directory",
                       "%s made %.100s beside the directory of -o", what, entry->d_name);
    closedir(dir);
}

/* Names in a listing, and in an address, that lead up. Whether it refuses or renames is its choice;
 * get -r is asked for only if --help speaks of it. */
START_TEST(hostile_names)
{
    static char listing[400], help[8192];
    static const char *const help_args[] = {"--help", NULL};
    char url[200], up[80];
    const char *const ls[] = {"ls", url, NULL}, *const one[] = {"get", "-o", fetch.into, url, NULL};
    const char *const all[] = {"get", "-r", "-o", fetch.into, url, NULL};
    struct program p[4];

    fetch_begin((struct ftp_fake){.listing = listing});
    snprintf(up, sizeof up, "up-%s", fetch.file.name);
    snprintf(listing, sizeof listing, "../%s\r\n/%s\r\nx/../../%s\r\n..\r\n", up, up, up);
    judge_stage("ls of a directory with names that lead up");
    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/", fetch.fake.port);
    program_start(&p[0], now.lab, "ftp_client", ls);
    ftp_fake_run(&fetch.fake, &p[0], "ftp_client ls ends");
    judge_stage("get of a name that leads up");
    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/..%%2F%s", fetch.fake.port, up);
    program_start(&p[1], now.lab, "ftp_client", one);
    ftp_fake_run(&fetch.fake, &p[1], "ftp_client get ends");
    must_be_alone(up, "get ..%2FNAME");
    program_start(&p[2], now.lab, "ftp_client", help_args);
    ending_status(&p[2], 0, "ftp_client --help: exit status 0");
    program_read(p[2].out, help, sizeof help);
    if (strstr(help, " -r ") != NULL || strstr(help, " -r,") != NULL) {
        judge_stage("get -r of a directory with names that lead up");
        snprintf(url, sizeof url, "ftp://127.0.0.1:%u/", fetch.fake.port);
        program_start(&p[3], now.lab, "ftp_client", all);
        ftp_fake_run(&fetch.fake, &p[3], "ftp_client get -r ends");
        must_be_alone(up, "get -r");
    }
    judge_pass("no name led out of the directory");
}
END_TEST

/* What is there of a download is not fetched again. */
START_TEST(resume)
{
    struct program p;
    char path[PATH_MAX + 80];
    FILE *part;

    fetch_begin((struct ftp_fake){.sends = FETCH_SIZE});
    snprintf(path, sizeof path, "%s/%s.part", fetch.into, fetch.file.name);
    part = fopen(path, "we");
    if (part == NULL || fwrite(fetch.file.bytes, 1, FETCH_SIZE / 3, part) != FETCH_SIZE / 3 ||
        fclose(part) != 0)
        judge_grader("%s: %s", path, strerror(errno));
    judge_stage("get -c with a third of the file in NAME.part");
    fetch_get(&p, "-c", 0, "exit status 0: the rest of the file is there to be fetched");
    content_compare_file(&fetch.file, fetch.into, "the file of get -c");
    if (!fetch.fake.refetched)
        judge_fail(V_FAIL, "get -c asks for the rest only: REST, then RETR",
                   "it fetched the whole file again");
    judge_pass("a third was there; get -c fetched the rest, and the whole is right");
}
END_TEST

const struct check_kind ftp_hard_checks[] = {
    {"ftp_client.one", &alone, false, NULL},
    {"ftp_client.dribble", &dribble, false, NULL},
    {"ftp_client.resume", &resume, false, NULL},
    {"ftp_client.refused", &refused, false, NULL},
    {"ftp_client.never-answers", &never_answers, false, NULL},
    {"ftp_client.hangs-up", &hangs_up, false, NULL},
    {"ftp_client.breaks", &breaks, false, NULL},
    {"ftp_client.cut-short", &cut_short, false, NULL},
    {"ftp_client.huge-line", &huge_line, false, NULL},
    {"ftp_client.hostile-names", &hostile_names, false, NULL},
    {NULL, NULL, false, NULL},
};
