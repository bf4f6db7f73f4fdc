/* check_ftp_model.c: how an FTP server waits, shown by clients that are held. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "checks.h"
#include "deadline.h"
#include "judge.h"
#include "observe.h"
#include "play.h"
#include "stall.h"
#include "talk.h"

#define HOLD_MS 8000

static struct talk talk;

/* Silent clients want the 220 only; the last one also asks to log in. */
static bool
answered(const char *got, bool last)
{
    const char *line = strchr(got, '\n');

    return strncmp(got, "220", 3) == 0 && line != NULL &&
           (!last || strstr(got, "\n331") != NULL || strstr(got, "\n230") != NULL);
}

static void
start(struct server *s)
{
    static const char *const args[] = {NULL};

    launch_start(s, now.lab, "ftp_server", args);
}

static bool
greeted(void *arg)
{
    char bytes[1];

    return recv(*(int *)arg, bytes, sizeof bytes, MSG_PEEK) > 0;
}

/* A wrong password is answered after a delay, so that nobody tries many: does the server wait in
 * a way in which others are greeted meanwhile? */
static void
observe_request(char *told, size_t size)
{
    static const char wrong[] = "PASS wrong\r\n";
    struct server s;
    struct stall stall = {.server = &s};
    int second;

    start(&s);
    talk_open(&talk, &s);
    talk_send(&talk, "USER nobody-here\r\n", 18);
    judge_stage("one client logs in with a wrong password; a second client connects");
    if (talk_reply(&talk) == 331)
        talk_send(&talk, wrong, sizeof wrong - 1);
    play_wait_taken(s.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
    second = play_connect(&s);
    if (stall_watch(&stall, greeted, &second, clock_ms() + PATIENCE_MS) != STALL_ANSWERED)
        stall_fail(&stall, "after one client's wrong password");
    judge_stall(stall.longest_ms);
    snprintf(told, size, "; during a request another was greeted after %.0f ms", stall.longest_ms);
}

START_TEST(model)
{
    static const struct plan plan = {start, "USER anonymous\r\n", answered, HOLD_MS};

    char told[RECORD_TEXT - 200], request[120] = "";

    observe_model(&plan, told, sizeof told);
    if (now.lab->model != MODEL_BLOCKING)
        observe_request(request, sizeof request);
    judge_pass("%s%s", told, request);
}
END_TEST

const struct check_kind ftp_model_checks[] = {
    {"ftp.model", &model, false, NULL},
    {NULL, NULL, false, NULL},
};
