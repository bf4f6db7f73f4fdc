/* check_ftp_client.c: ftp_client with its own lab's server and with the other labs', and curl. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_root.h"
#include "judge.h"
#include "output.h"
#include "text.h"

static struct ftp_root root;

struct command {
    struct program program;
    const char *args[4 * CONTENT_SIZES];
    char texts[2 * CONTENT_SIZES + 4][PATH_MAX + 128]; /* the words that had to be put together */
    size_t count, used;                                /* of args, of texts */
};

static void
word(struct command *c, const char *text)
{
    c->args[c->count++] = text;
    c->args[c->count] = NULL;
}

/* The address of a file on the served directory; "" is the directory itself. */
static void
url(struct command *c, const char *name)
{
    snprintf(c->texts[c->used], sizeof c->texts[0], "ftp://127.0.0.1:%u/%s", root.server.port,
             name);
    word(c, c->texts[c->used++]);
}

static void
local(struct command *c, const char *directory, const char *name)
{
    snprintf(c->texts[c->used], sizeof c->texts[0], "%s/%s", directory, name);
    word(c, c->texts[c->used++]);
}

static void
run(struct command *c, int status, const char *what)
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
make_directory(char path[PATH_MAX], const char *name)
{
    snprintf(path, PATH_MAX, "%s/%s", now.work, name);
    if (mkdir(path, 0755) == -1)
        judge_grader("%s: %s", path, strerror(errno));
}

static void
try_get(void)
{
    static struct command c;
    char into[PATH_MAX];

    make_directory(into, "fetched");
    word(&c, "get");
    word(&c, "-o");
    word(&c, into);
    for (int i = 0; i < (int)root.count; i++)
        url(&c, root.files[i].name);
    run(&c, 0, "ftp_client get");
    for (int i = 0; i < (int)root.count; i++)
        content_compare_file(&root.files[i], into, "the fetched file");
    no_part_files(into);
}

static void
try_put(void)
{
    static struct command c;
    char from[PATH_MAX];

    make_directory(from, "mine");
    word(&c, "put");
    for (int i = 0; i < (int)root.count; i++) {
        content_write(&root.others[i], from, NULL, 0);
        local(&c, from, root.others[i].name);
    }
    url(&c, "");
    run(&c, 0, "ftp_client put");
    for (int i = 0; i < (int)root.count; i++)
        content_compare_file(&root.others[i], root.path, "the stored file");
}

static void
try_list(bool with_details)
{
    static char out[65536];
    struct command *c = calloc(1, sizeof *c);

    if (c == NULL)
        judge_grader("no memory");
    word(c, "ls");
    if (with_details)
        word(c, "-l");
    url(c, "");
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
    static struct command c;
    char into[PATH_MAX], path[PATH_MAX + 80], err[4096], safe[400];

    ftp_root_serve(&root, now.lab, false);
    make_directory(into, "fetched");
    word(&c, "get");
    word(&c, "-o");
    word(&c, into);
    url(&c, root.others[0].name);
    url(&c, root.files[2].name);
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

static void
curl(struct command *c, const char *what)
{
    char expected[100];

    snprintf(expected, sizeof expected, "curl, %s: exit status 0", what);
    judge_stage("running curl, %s", what);
    program_start_tool(&c->program, "curl", c->args);
    ending_status(&c->program, 0, expected);
}

START_TEST(by_curl)
{
    static struct command get_it, put_it;
    char into[PATH_MAX];

    if (access("/usr/bin/curl", X_OK) != 0)
        judge_fail(V_INCONCLUSIVE, "curl on this machine", "curl is not installed");
    ftp_root_serve(&root, now.lab, true);
    make_directory(into, "fetched");
    word(&get_it, "-sS");
    word(&put_it, "-sS");
    for (size_t i = 0; i < root.count; i++) {
        content_write(&root.others[i], into, NULL, 0);
        word(&get_it, "-o");
        local(&get_it, into, root.files[i].name);
        url(&get_it, root.files[i].name);
        word(&put_it, "-T");
        local(&put_it, into, root.others[i].name);
        url(&put_it, "");
    }
    curl(&get_it, "downloads");
    curl(&put_it, "uploads");
    for (size_t i = 0; i < root.count; i++) {
        content_compare_file(&root.files[i], into, "curl's download");
        content_compare_file(&root.others[i], root.path, "curl's upload");
    }
    judge_pass("curl fetched and stored %zu files, every byte right", root.count);
}
END_TEST

const struct check_kind ftp_client_checks[] = {
    {"ftp.curl", &by_curl, false, NULL},
    {"ftp_client.get", &get, false, NULL},
    {"ftp_client.put", &put, false, NULL},
    {"ftp_client.list", &list, false, NULL},
    {"ftp_client.missing", &missing, false, NULL},
    {"ftp_client.with", &with_peer, true, NULL},
    {NULL, NULL, false, NULL},
};
