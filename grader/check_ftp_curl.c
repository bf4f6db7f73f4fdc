/* check_ftp_curl.c: the FTP server with curl, a client that nobody here wrote. */
#include <stdio.h>
#include <unistd.h>

#include "checks.h"
#include "client_run.h"
#include "ending.h"
#include "ftp_root.h"
#include "judge.h"

static struct ftp_root root;

static void
curl(struct client_run *c, const char *what)
{
    char expected[100];

    snprintf(expected, sizeof expected, "curl, %s: exit status 0", what);
    judge_stage("running curl, %s", what);
    program_start_tool(&c->program, "curl", c->args);
    ending_status(&c->program, 0, expected);
}

START_TEST(by_curl)
{
    static struct client_run get_it, put_it;
    char into[PATH_MAX];

    if (access("/usr/bin/curl", X_OK) != 0)
        judge_fail(V_INCONCLUSIVE, "curl on this machine", "curl is not installed");
    ftp_root_serve(&root, now.lab, true);
    client_directory(into, "fetched");
    client_word(&get_it, "-sS");
    client_word(&put_it, "-sS");
    for (size_t i = 0; i < root.count; i++) {
        content_write(&root.others[i], into, NULL, 0);
        client_word(&get_it, "-o");
        client_local(&get_it, into, root.files[i].name);
        client_url(&get_it, root.server.port, root.files[i].name);
        client_word(&put_it, "-T");
        client_local(&put_it, into, root.others[i].name);
        client_url(&put_it, root.server.port, "");
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

const struct check_kind ftp_curl_checks[] = {
    {"ftp.curl", &by_curl, false, NULL},
    {NULL, NULL, false, NULL},
};
