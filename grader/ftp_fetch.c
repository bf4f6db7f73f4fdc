/* ftp_fetch.c: ftp_client fetches one file from a server of the grader's own. */
#include "ftp_fetch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ending.h"
#include "judge.h"
#include "output.h"

struct fetch fetch;

void
fetch_begin(struct ftp_fake plan)
{
    fetch.file = content_make(FETCH_SIZE, 11);
    snprintf(fetch.into, sizeof fetch.into, "%s/fetched", now.work);
    if (mkdir(fetch.into, 0755) == -1)
        judge_grader("%s: %s", fetch.into, strerror(errno));
    fetch.fake = plan;
    fetch.fake.file = &fetch.file;
    fetch.fake.sends = plan.sends == 0 ? FETCH_SIZE : plan.sends;
    ftp_fake_begin(&fetch.fake);
}

void
fetch_get(struct program *p, const char *option, int status, const char *expected)
{
    char url[200];
    const char *const with[] = {"get", option, "-o", fetch.into, url, NULL};
    const char *const without[] = {"get", "-o", fetch.into, url, NULL};

    snprintf(url, sizeof url, "ftp://127.0.0.1:%u/%s", fetch.fake.port, fetch.file.name);
    program_start(p, now.lab, "ftp_client", option != NULL ? with : without);
    ftp_fake_run(&fetch.fake, p, expected);
    ending_status(p, status, expected);
}

void
fetch_must_have_failed(const struct program *p, const char *what)
{
    char path[PATH_MAX + 80];

    if (output_lines(p->err) != 1)
        judge_fail(V_FAIL, "one line on stderr that says what failed", "%s: %d lines on stderr",
                   what, output_lines(p->err));
    snprintf(path, sizeof path, "%s/%s", fetch.into, fetch.file.name);
    if (access(path, F_OK) == 0)
        judge_fail(V_FAIL, "an incomplete file never stands under its own name", "%s: %s is there",
                   what, fetch.file.name);
}
