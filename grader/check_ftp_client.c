/* check_ftp_client.c: ftp_client with its own lab's server and with the other labs'. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "client_run.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_root.h"
#include "judge.h"
#include "output.h"
#include "text.h"

static struct ftp_root root;

static void
run(struct client_run *c, int status, const char *what)
{
    char expected[100];

    snprintf(expected, sizeof expected, "%s: exit status %d", what, status);
    judge_stage("running %s", what);
    program_start(&c->program, now.lab, "ftp_client", c->args);
    ending_status(&c->program, status, expected);
}

static void
no_part_files(const char *directory)
{
    DIR *dir = opendir(directory);
    struct dirent *entry;

    if (dir == NULL)
        judge_grader("%s: %s", directory, strerror(errno));
    while ((entry = readdir(dir)) != NULL)
        if (strstr(entry->d_name, ".part") != NULL)
            judge_fail(V_LEAK, "no .part file once all is well", "%.100s is still there",
                       entry->d_name);
    closedir(dir);
}

static void
try_get(void)
{
    static struct client_run c;
    char into[PATH_MAX];

    client_directory(into, "fetched");
    client_word(&c, "get");
    client_word(&c, "-o");
    client_word(&c, into);
    for (int i = 0; i < (int)root.count; i++)
        client_url(&c, root.server.port, root.files[i].name);
    run(&c, 0, "ftp_client get");
    for (int i = 0; i < (int)root.count; i++)
        content_compare_file(&root.files[i], into, "the fetched file");
    no_part_files(into);
}

static void
try_put(void)
{
    static struct client_run c;
    char from[PATH_MAX];

    client_directory(from, "mine");
    client_word(&c, "put");
    for (int i = 0; i < (int)root.count; i++) {
        content_write(&root.others[i], from, NULL, 0);
        client_local(&c, from, root.others[i].name);
    }
    client_url(&c, root.server.port, "");
    run(&c, 0, "ftp_client put");
    for (int i = 0; i < (int)root.count; i++)
        content_compare_file(&root.others[i], root.path, "the stored file");
}

static void
try_list(bool with_details)
{
    static char out[65536];
    struct client_run *c = calloc(1, sizeof *c);

    if (c == NULL)
        judge_grader("no memory");
    client_word(c, "ls");
    if (with_details)
        client_word(c, "-l");
    client_url(c, root.server.port, "");
    run(c, 0, with_details ? "ftp_client ls -l" : "ftp_client ls");
    program_read(c->program.out, out, sizeof out);
    for (int i = 0; i < (int)root.count; i++)
        if (strstr(out, root.files[i].name) == NULL)
            judge_fail(V_FAIL, "every file of the directory", "%s does not show %s",
                       with_details ? "ls -l" : "ls", root.files[i].name);
    if (with_details && strstr(out, "1048577") == NULL)
        judge_fail(V_FAIL, "ls -l shows sizes", "1048577 is not in it");
    free(c);
}

START_TEST(get)
{
    ftp_root_serve(&root, now.lab, false);
    try_get();
    judge_pass("%zu files fetched, every byte right", root.count);
}
END_TEST

START_TEST(put)
{
    ftp_root_serve(&root, now.lab, true);
    try_put();
    judge_pass("%zu files stored, every byte right", root.count);
}
END_TEST

START_TEST(list)
{
    ftp_root_serve(&root, now.lab, false);
    try_list(false);
    try_list(true);
    judge_pass("ls and ls -l show all %zu files", root.count);
}
END_TEST

/* One URL is wrong: one line and exit status 1, the other transfer goes on. */
START_TEST(missing)
{
    static struct client_run c;
    char into[PATH_MAX], path[PATH_MAX + 80], err[4096], safe[400];

    ftp_root_serve(&root, now.lab, false);
    client_directory(into, "fetched");
    client_word(&c, "get");
    client_word(&c, "-o");
    client_word(&c, into);
    client_url(&c, root.server.port, root.others[0].name);
    client_url(&c, root.server.port, root.files[2].name);
    run(&c, 1, "ftp_client get of a file that is not there and of one that is");
    content_compare_file(&root.files[2], into, "the other file");
    program_read(c.program.err, err, sizeof err);
    if (strncmp(err, "ftp_client: ftp://", 18) != 0 || strstr(err, ": 550") == NULL ||
        output_lines(c.program.err) != 1)
        judge_fail(V_FAIL, "one line: ftp_client: URL: 550 and the server's words", "stderr: %s",
                   text_escape(safe, sizeof safe, err, strlen(err)));
    snprintf(path, sizeof path, "%s/%s", into, root.others[0].name);
    if (access(path, F_OK) == 0)
        judge_fail(V_FAIL, "no file for a failed transfer", "%s exists", root.others[0].name);
    judge_pass("one line with 550, exit status 1, the other file whole");
}
END_TEST

START_TEST(with_peer)
{
    ftp_root_serve(&root, now.peer, true);
    try_list(false);
    try_get();
    try_put();
    judge_pass("ls, %zu files fetched and stored with %s/ftp_server", root.count, now.peer->name);
}
END_TEST

const struct check_kind ftp_client_checks[] = {
    {"ftp_client.get", &get, false, NULL},       {"ftp_client.put", &put, false, NULL},
    {"ftp_client.list", &list, false, NULL},     {"ftp_client.missing", &missing, false, NULL},
    {"ftp_client.with", &with_peer, true, NULL}, {NULL, NULL, false, NULL},
};
