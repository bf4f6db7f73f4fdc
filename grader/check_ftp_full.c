/* check_ftp_full.c: ftp_client put at a server that takes the whole file, and has no room for it.
 */
#include <stdio.h>

#include "checks.h"
#include "client_run.h"
#include "ending.h"
#include "ftp_fake.h"
#include "judge.h"
#include "output.h"

START_TEST(full)
{
    static struct client_run c;
    static struct ftp_fake fake = {.full = true};
    struct content file = content_make(100000, 12);

    content_write(&file, now.work, NULL, 0);
    ftp_fake_begin(&fake);
    client_word(&c, "put");
    client_local(&c, now.work, file.name);
    client_url(&c, fake.port, "");
    judge_stage("put at a server that takes all bytes and then answers 452");
    program_start(&c.program, now.lab, "ftp_client", c.args);
    ftp_fake_run(&fake, &c.program, "exit status 1 after 452");
    ending_status(&c.program, 1, "exit status 1: what comes after the bytes was 452, not 226");
    if (output_lines(c.program.err) != 1)
        judge_fail(V_FAIL, "one line on stderr that says what failed", "%d lines on stderr",
                   output_lines(c.program.err));
    judge_pass("452 behind all the bytes: a line on stderr, exit status 1");
}
END_TEST

const struct check_kind ftp_full_checks[] = {
    {"ftp_client.full-disk", &full, false, NULL},
    {NULL, NULL, false, NULL},
};
