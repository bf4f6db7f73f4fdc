/* check_ftp_many.c: ftp_client with many transfers: one after another, or several at a time. */
#include <signal.h>
#include <stdio.h>

#include "checks.h"
#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "play.h"
#include "program.h"

#define TRANSFERS 10

/* Servers that greet nobody: how many transfers has the client begun? */
START_TEST(many)
{
    char number[8], urls[TRANSFERS][120];
    const char *args[16] = {"get", "-o", now.work, "-j", number};
    int jobs = (int)param("jobs"), here = 0, listener;
    unsigned port;
    struct program p;

    listener = play_listen(&port);
    snprintf(number, sizeof number, "%d", jobs);
    for (int i = 0; i < TRANSFERS; i++) {
        snprintf(urls[i], sizeof urls[i], "ftp://127.0.0.1:%u/%d", port, i);
        args[(now.lab->model == MODEL_BLOCKING ? 3 : 5) + i] = urls[i];
    }
    program_start(&p, now.lab, "ftp_client", args);
    judge_stage("holding the first connection of ten transfers");
    while (here <= jobs &&
           play_accept(listener, clock_ms() + (here == 0 ? PATIENCE_MS
                                               : here < 2 && now.lab->model != MODEL_BLOCKING
                                                   ? PATIENCE_MS / 2
                                                   : 200)) != -1)
        here++;
    program_signal(&p, SIGKILL);
    if (here == 0)
        judge_late("ftp_client connects");
    if (now.lab->model == MODEL_BLOCKING && here > 1)
        judge_fail(V_WRONG_MODEL, "one transfer after another",
                   "a second connection came while the first was not answered");
    if (now.lab->model != MODEL_BLOCKING && here < 2)
        judge_fail(V_WRONG_MODEL, "several transfers at the same time",
                   "no second connection came while the first was not answered");
    if (here > jobs)
        judge_fail(V_FAIL, "at most -j transfers at a time", "%d connections with -j %d", here,
                   jobs);
    judge_pass("%d of ten transfers at a time", here);
}
END_TEST

const struct check_kind ftp_many_checks[] = {
    {"ftp_client.many", &many, false, NULL},
    {NULL, NULL, false, NULL},
};
