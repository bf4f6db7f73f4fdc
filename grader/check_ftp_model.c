/* check_ftp_model.c: how an FTP server waits, whom a silent client stops, and how it ends. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_root.h"
#include "judge.h"
#include "observe.h"
#include "play.h"
#include "procfd.h"
#include "talk.h"

#define HOLD_MS     8000
#define GREEDY_SIZE (12 << 20) /* more than the kernel buffers for one connection */

static struct ftp_root root;
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

START_TEST(model)
{
    static const struct plan plan = {start, "USER anonymous\r\n", answered, HOLD_MS};

    observe_model(&plan);
}
END_TEST

/* One client holds its session in silence; the next wants a file. */
START_TEST(silent)
{
    struct talk first;
    char byte;
    size_t got;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&first, &root.server);
    talk = (struct talk){.server = &root.server, .fd = play_connect(&root.server)};
    if (now.lab->model == MODEL_BLOCKING) {
        judge_stage("waiting while a silent client is served");
        if (play_read(talk.fd, &byte, 1, &got, clock_ms() + 300) == PLAY_FULL)
            judge_fail(V_WRONG_MODEL, model_promise(now.lab->model),
                       "the second client was served while the first was still there");
        close(first.fd);
    }
    talk_expect(&talk, 220, "connecting while another client is silent");
    talk_login(&talk);
    talk_get(&talk, &root.files[4]);
    talk_quit(&talk);
    judge_pass("%s", now.lab->model == MODEL_BLOCKING
                         ? "the next client waited, and was served when the silent one left"
                         : "served with a file of 1048577 bytes while another was silent");
}
END_TEST

/* A client that asks for much and reads nothing yet: the socket buffers fill up. */
START_TEST(greedy)
{
    struct content big = content_make(GREEDY_SIZE, 90);
    struct talk slow;
    int data;

    ftp_root_serve(&root, now.lab, false);
    content_write(&big, root.path, NULL, 0);
    talk_open(&slow, &root.server);
    talk_login(&slow);
    data = talk_data(&slow);
    talk_ask(&slow, 1, "RETR %s", big.name);
    if (now.lab->model != MODEL_BLOCKING) {
        talk_open(&talk, &root.server);
        talk_login(&talk);
        talk_get(&talk, &root.files[3]);
    }
    judge_stage("reading the rest of a download that stood still");
    content_receive(&big, data, "the slow download");
    talk_expect(&slow, 226, "the slow download");
    content_free(&big);
    judge_pass("%s", now.lab->model == MODEL_BLOCKING
                         ? "a download that stood still was whole in the end"
                         : "a download stood still, another was served, both whole");
}
END_TEST

static void
ask_user(struct talk *t, const char *rest)
{
    talk_send(t, rest, strlen(rest));
    judge_stage("waiting for the reply to USER anonymous, sent in two pieces");
    if (talk_reply(t) != 331 && t->code != 230)
        judge_fail(V_FAIL, "331 or 230 to USER anonymous, though another client sent half a line",
                   "%s", t->reply);
}

/* A sends half a line, B sends half a line, A ends its line, then B: kept apart? */
START_TEST(apart)
{
    struct talk other;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&other, &root.server);
    talk_send(&other, "XYZ", 3);
    if (now.lab->model == MODEL_BLOCKING) {
        close(other.fd);
        talk_open(&talk, &root.server);
        ask_user(&talk, "USER anonymous\r\n");
        judge_pass("half a line left by one client did not reach the next");
        return;
    }
    talk_open(&talk, &root.server);
    talk_send(&talk, "US", 2);
    play_wait_taken(root.server.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
    talk_send(&other, "ZY", 2);
    play_wait_taken(root.server.port, play_port(other.fd), clock_ms() + PATIENCE_MS);
    ask_user(&talk, "ER anonymous\r\n");
    talk_send(&other, "\r\n", 2);
    talk_expect(&other, 5, "XYZZY, begun before another client's USER");
    judge_pass("half lines of two clients did not mix");
}
END_TEST

START_TEST(stop)
{
    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_get(&talk, &root.files[3]);
    talk_quit(&talk);
    judge_stage("ending after SIGTERM");
    program_signal(&root.server.program, SIGTERM);
    ending_clean(&root.server);
    judge_pass("SIGTERM: exit status 0, no process or port left");
}
END_TEST

/* A silent session lasts for ever; --grace bounds how long the server waits for it. */
START_TEST(grace)
{
    static const char *const args[] = {"--grace", "1", NULL};
    struct server s;
    int64_t begin;

    launch_start(&s, now.lab, "ftp_server", args);
    talk_open(&talk, &s);
    judge_stage("ending after SIGTERM and --grace 1 with a silent client");
    program_signal(&s.program, SIGTERM);
    begin = clock_ms();
    ending_clean(&s);
    judge_pass("ended %ld ms after SIGTERM, though a client was silent",
               (long)(clock_ms() - begin));
}
END_TEST

static void
one_session(void)
{
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_get(&talk, &root.files[1]);
    talk_quit(&talk);
}

/* What the first sessions make a server set up once is no leak. */
START_TEST(ledger)
{
    int64_t until;
    int before;

    ftp_root_serve(&root, now.lab, false);
    for (int i = 0; i < 3; i++)
        one_session();
    before = procfd_count(root.server.program.pid);
    if (before == -1)
        judge_fail(V_INCONCLUSIVE, "descriptors as before", "the kernel does not show them");
    for (int i = 0; i < 20; i++)
        one_session();
    talk_open(&talk, &root.server); /* this one leaves its data port without a word */
    talk_login(&talk);
    close(talk_data(&talk));
    play_vanish(talk.fd);
    judge_stage("counting descriptors after 21 more sessions");
    until = clock_ms() + 3000;
    while (procfd_count(root.server.program.pid) > before && look_again(until))
        continue;
    if (procfd_count(root.server.program.pid) > before)
        judge_fail(V_LEAK, "as many descriptors as before", "%d before 21 sessions, %d after",
                   before, procfd_count(root.server.program.pid));
    judge_pass("not one descriptor more after 21 sessions");
}
END_TEST

const struct check_kind ftp_model_checks[] = {
    {"ftp.model", &model, false, NULL},   {"ftp.silent", &silent, false, NULL},
    {"ftp.greedy", &greedy, false, NULL}, {"ftp.apart", &apart, false, NULL},
    {"ftp.ledger", &ledger, false, NULL}, {"ftp.stop", &stop, false, NULL},
    {"ftp.grace", &grace, false, NULL},   {NULL, NULL, false, NULL},
};
