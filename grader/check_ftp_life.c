/* check_ftp_life.c: an FTP server's life: what it leaves behind, how it ends and starts again. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "ftp_root.h"
#include "idle.h"
#include "judge.h"
#include "ledger.h"
#include "params.h"
#include "play.h"
#include "talk.h"

static struct ftp_root root;
static struct talk talk;

static void
login(void)
{
    talk_open(&talk, &root.server);
    talk_login(&talk);
}

/* The transfer breaks in the middle: a reset says that this is not the end of the file. */
START_TEST(broken_upload)
{
    struct content *good, *bad;
    int data, before;
    int64_t until;

    ftp_root_serve(&root, now.lab, true);
    good = &root.files[2];
    bad = &root.others[3];
    login();
    before = ftp_root_entries(&root);
    data = talk_data(&talk);
    talk_ask(&talk, 1, "STOR %s", good->name);
    play_send(data, bad->bytes, bad->size / 2, clock_ms() + PATIENCE_MS);
    play_wait_taken(play_peer_port(data), play_port(data), clock_ms() + PATIENCE_MS);
    play_vanish(data);
    talk_expect(&talk, 4, "STOR, whose data connection broke");
    content_compare_file(good, root.path, "the file that was there before the broken upload");
    data = talk_data(&talk);
    talk_ask(&talk, 1, "STOR %s", bad->name);
    play_send(data, bad->bytes, bad->size / 2, clock_ms() + PATIENCE_MS);
    play_vanish(data);
    play_vanish(talk.fd);
    judge_stage("waiting until the server has cleared away two broken uploads");
    until = clock_ms() + 3000;
    while (ftp_root_entries(&root) > before)
        if (!look_again(until))
            judge_fail(V_LEAK, "a broken upload leaves no file behind",
                       "%d entries in the directory before two broken uploads, %d after", before,
                       ftp_root_entries(&root));
    judge_pass("a broken upload was refused; the file of that name stayed, nothing else did");
}
END_TEST

/* One client after another leaves without a word, each at another place. */
START_TEST(vanishing)
{
    int data;

    ftp_root_serve(&root, now.lab, true);
    for (int round = 0; round < 3; round++) {
        judge_stage("clients that vanish: at once, in a line, before the data connection");
        play_vanish(play_connect(&root.server));
        talk_open(&talk, &root.server);
        talk_send(&talk, "USER anon", 9);
        play_vanish(talk.fd);
        login();
        talk_data_port(&talk);
        play_vanish(talk.fd);
        judge_stage("clients that vanish: with replies under way, in a download, in an upload");
        login();
        for (int i = 0; i < 50; i++)
            talk_send(&talk, "NOOP\r\n", 6);
        play_end_sending(talk.fd); /* then the kernel has a signal for whoever writes: SIGPIPE */
        play_vanish(talk.fd);
        login();
        data = talk_data(&talk);
        talk_ask(&talk, 1, "RETR %s", root.files[root.count - 1].name);
        play_end_sending(data);
        play_vanish(data);
        play_vanish(talk.fd);
        login();
        data = talk_data(&talk);
        talk_ask(&talk, 1, "STOR %s", root.others[0].name);
        play_vanish(data);
        play_vanish(talk.fd);
        judge_stage("a client whose data connection has gone before it asks for a file");
        login();
        data = talk_data(&talk);
        play_end_sending(data);
        play_vanish(data);
        talk_try(&talk, "RETR %s", root.files[root.count - 1].name);
        play_vanish(talk.fd);
    }
    judge_stage("serving the client after them");
    login();
    talk_get(&talk, &root.files[2]);
    judge_pass("21 clients vanished at seven places and cost nobody else");
}
END_TEST

/* A download, an upload, each fourth session an upload that breaks, or a data port that nobody
 * comes to. */
static void
one_session(int number)
{
    login();
    if (number % 8 == 3) {
        int data = talk_data(&talk);
        talk_ask(&talk, 1, "STOR %s", root.others[1].name);
        play_vanish(data);
        play_vanish(talk.fd);
    } else if (number % 8 == 7) {
        talk_data_port(&talk);
        play_vanish(talk.fd);
    } else {
        if (number % 2 == 0)
            talk_get(&talk, &root.files[1]);
        else
            talk_put(&talk, &root.others[1]);
        talk_quit(&talk);
    }
}

/* What the first sessions make a server set up once is no leak. */
START_TEST(ledger)
{
    struct ledger before;
    int sessions = (int)param("clients");

    ftp_root_serve(&root, now.lab, true);
    before = ledger_read(LEDGER_ANY);
    for (int i = 0; i < 3; i++)
        one_session(i);
    before.files = ledger_read(LEDGER_ANY).files;
    before = ledger_read(before);
    for (int i = 0; i < sessions; i++)
        one_session(i);
    judge_stage("counting what is left after %d more sessions", sessions);
    ledger_judge(before, sessions);
}
END_TEST

START_TEST(idle)
{
    struct talk silent[3];
    double used;

    ftp_root_serve(&root, now.lab, false);
    for (int i = 0; i < 3; i++)
        silent[i].fd = play_connect(&root.server);
    talk = (struct talk){.server = &root.server, .fd = silent[0].fd};
    talk_expect(&talk, 220, "connecting");
    judge_stage("three silent clients: the server has nothing to do");
    used = idle_judge(&root.server);
    judge_pass("%.0f %% of a processor with three silent clients", 100 * used);
}
END_TEST

START_TEST(stop)
{
    static const char *const args[] = {"--grace", "60", NULL}; /* there is nobody to wait for */
    struct server s;

    launch_start(&s, now.lab, "ftp_server", args);
    talk_open(&talk, &s);
    talk_login(&talk);
    talk_quit(&talk);
    judge_stage("ending after SIGTERM");
    program_signal(&s.program, SIGTERM);
    ending_clean(&s);
    judge_pass("SIGTERM: exit status 0, no process or port left");
}
END_TEST

/* The server closes first here, so the kernel remembers the connection for a minute. */
START_TEST(restart)
{
    static const char *const no_args[] = {NULL};
    struct server s;

    launch_start(&s, now.lab, "ftp_server", no_args);
    talk_open(&talk, &s);
    talk_quit(&talk);
    program_signal(&s.program, SIGTERM);
    ending_clean(&s);
    launch_again(&s, now.lab, "ftp_server");
    talk_open(&talk, &s);
    talk_quit(&talk);
    judge_pass("stopped and started again on port %u", s.port);
}
END_TEST

const struct check_kind ftp_life_checks[] = {
    {"ftp.broken-upload", &broken_upload, false, NULL},
    {"ftp.vanishing", &vanishing, false, NULL},
    {"ftp.ledger", &ledger, false, NULL},
    {"ftp.idle", &idle, false, NULL},
    {"ftp.stop", &stop, false, NULL},
    {"ftp.restart", &restart, false, NULL},
    {NULL, NULL, false, NULL},
};
