/* check_ftp_limits.c: what --grace, --max-clients and --idle-timeout of an FTP server bound. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "content.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_root.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

#define BIG (8L << 20) /* bytes of a file that no socket's buffers hold */

static struct talk talk;

/* A silent session lasts for ever; --grace bounds how long the server waits for it. Returns the
 * milliseconds from the signal to the end. */
static long
time_end(void)
{
    static const char *const args[] = {"--grace", "1", NULL};
    struct server s;
    int64_t begin;

    launch_start(&s, now.lab, "ftp_server", args);
    talk_open(&talk, &s);
    judge_waits(1);
    judge_stage("ending after SIGTERM and --grace 1 with a silent client");
    begin = clock_ms();
    program_signal(&s.program, SIGTERM);
    ending_clean(&s);
    close(talk.fd);
    return (long)(clock_ms() - begin);
}

/* Without an option it would be 5 s. What may be the machine's doing is measured again. */
START_TEST(grace)
{
    long ms = time_end();

    if (ms > 3000)
        ms = time_end();
    if (ms > 3000)
        judge_fail(V_FAIL, "--grace 1: a silent client holds up the end for 1 s",
                   "it ended only %ld ms after SIGTERM", ms);
    judge_pass("ended %ld ms after SIGTERM, though a client was silent", ms);
}
END_TEST

/* The seat of a client that has left is free; the server may need a moment to notice. */
static void
take_free_seat(const struct server *s)
{
    int64_t until = clock_ms() + PATIENCE_MS;

    do {
        talk = (struct talk){.server = s, .fd = play_connect(s)};
        judge_stage("connecting after one of two clients has left");
        if (talk_reply(&talk) == 220)
            return;
        close(talk.fd);
    } while (talk.code == 421 && look_again(until));
    judge_fail(V_FAIL, "220: one of two clients has left, so there is room for another", "%s",
               talk.reply);
}

/* --max-clients: one more than that is told so, and nobody else notices. */
START_TEST(max_clients)
{
    static const char *const args[] = {"--max-clients", "2", NULL};
    struct talk first, second;
    struct server s;

    launch_start(&s, now.lab, "ftp_server", args);
    talk_open(&first, &s);
    talk_open(&second, &s);
    talk = (struct talk){.server = &s, .fd = play_connect(&s)};
    talk_expect(&talk, 421, "connecting as the third of --max-clients 2");
    close(talk.fd);
    talk_login(&first);
    talk_quit(&second);
    close(second.fd);
    take_free_seat(&s);
    close(talk.fd); /* clients leave without a word, too */
    take_free_seat(&s);
    talk_quit(&talk);
    judge_pass("the third of two got 421; when one had left, the next was served");
}
END_TEST

/* Until the server ends the connection. */
static void
wait_dropped(int fd, const char *expected)
{
    char byte;
    size_t got;
    enum play_end end = PLAY_FULL;

    while (end == PLAY_FULL)
        end = play_read(fd, &byte, 1, &got, clock_ms() + PATIENCE_MS);
    if (end == PLAY_LATE)
        judge_late(expected);
}

/* --idle-timeout: a control connection on which nothing comes is given up. */
START_TEST(idle_timeout)
{
    static const char *const args[] = {"--idle-timeout", "1", NULL};
    struct server s;

    launch_start(&s, now.lab, "ftp_server", args);
    talk_open(&talk, &s);
    judge_waits(1);
    judge_stage("saying nothing for longer than --idle-timeout 1");
    wait_dropped(talk.fd, "a silent client is dropped after --idle-timeout");
    talk_open(&talk, &s);
    talk_quit(&talk);
    judge_pass("the silent client was dropped, the next one served");
}
END_TEST

/* A transfer in which this client does nothing, until the server has something to say of it. */
static void
wait_given_up(const struct ftp_root *root, const char *what, const char *verb, const char *name)
{
    char byte;
    size_t got;
    int data;

    talk_open(&talk, &root->server);
    talk_login(&talk);
    data = talk_data(&talk);
    talk_ask(&talk, 1, "%s %s", verb, name);
    judge_waits(1);
    judge_stage("%s for longer than --idle-timeout 1", what);
    if (play_read(talk.fd, &byte, 1, &got, clock_ms() + PATIENCE_MS) == PLAY_LATE)
        judge_late("a stalled transfer is given up after --idle-timeout: 426, or the end");
    close(data);
    close(talk.fd);
}

/* The same for a data connection on which nothing moves: the client asks for more than the buffers
 * hold, and takes none of it. */
START_TEST(stalled)
{
    static struct ftp_root root;
    const char *const args[] = {"--idle-timeout", "1", "--root", root.path, "--writable", NULL};
    struct content big = content_make(BIG, 92);

    ftp_root_fill(&root);
    content_write(&big, root.path, NULL, 0);
    launch_start(&root.server, now.lab, "ftp_server", args);
    wait_given_up(&root, "taking nothing of a download", "RETR", big.name);
    wait_given_up(&root, "sending nothing of an upload", "STOR", root.others[0].name);
    talk_open(&talk, &root.server);
    talk_quit(&talk);
    judge_pass("a stalled download and a stalled upload were given up, the next client served");
}
END_TEST

const struct check_kind ftp_limits_checks[] = {
    {"ftp.grace", &grace, false, NULL},
    {"ftp.max-clients", &max_clients, false, "lab2-*"},
    {"ftp.idle-timeout", &idle_timeout, false, NULL},
    {"ftp.stalled", &stalled, false, NULL},
    {NULL, NULL, false, NULL},
};
