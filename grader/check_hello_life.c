/* check_hello_life.c: a hello server's life: files to send, a taken port, signals, what it leaves.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "content.h"
#include "deadline.h"
#include "ending.h"
#include "greeting.h"
#include "idle.h"
#include "judge.h"
#include "ledger.h"
#include "output.h"
#include "params.h"
#include "witness.h"

static const char *const no_args[] = {NULL};

static void
serve_one(const struct server *s)
{
    int fd = play_connect(s);

    greeting_take(fd);
    close(fd);
}

/* Every fourth client vanishes at once, every fourth when it has its greeting. */
static void
serve_some(const struct server *s, int clients)
{
    for (int i = 0; i < clients; i++) {
        int fd = play_connect(s);
        if (i % 4 != 1)
            greeting_take(fd);
        if (i % 2 == 1)
            play_vanish(fd);
        else
            close(fd);
    }
}

START_TEST(send_file)
{
    size_t sizes[CONTENT_SIZES], count = content_sizes(sizes);
    char what[40];
    struct server s;

    for (size_t i = 0; i < count; i++) {
        struct content c = content_make(sizes[i], (unsigned)i);
        launch_sending(&s, &c);
        snprintf(what, sizeof what, "a file of %zu bytes", sizes[i]);
        judge_stage("reading %s", what);
        content_receive(&c, play_connect(&s), what);
        program_signal(&s.program, SIGKILL);
    }
    judge_pass("%zu files of awkward sizes, every byte right", count);
}
END_TEST

START_TEST(port_taken)
{
    unsigned port;
    char number[16];
    const char *const args[] = {"--port", number, NULL};
    int64_t until = clock_ms() + PATIENCE_MS;
    struct program p;

    play_listen(&port);
    snprintf(number, sizeof number, "%u", port);
    judge_stage("starting it on a port that is taken");
    program_start(&p, now.lab, "hello_server", args);
    while (!program_wait(&p, 0) && output_lines(p.out) == 0 && look_again(until))
        continue;
    if (output_lines(p.out) != 0)
        judge_fail(V_FAIL, "no ready line: the port of --port is taken",
                   "it says that it is listening; where?");
    ending_status(&p, 1, "one line on stderr and exit status 1: the port is taken");
    if (output_lines(p.err) != 1)
        judge_fail(V_FAIL, "one line on stderr", "%d lines on stderr", output_lines(p.err));
    judge_pass("one line on stderr, exit status 1");
}
END_TEST

START_TEST(stop)
{
    static const int signals[] = {SIGTERM, SIGINT};
    static const char *const args[] = {"--grace", "60", NULL}; /* there is nobody to wait for */
    struct server s;

    for (size_t i = 0; i < 2; i++) {
        launch_start(&s, now.lab, "hello_server", args);
        serve_one(&s);
        judge_stage("ending after SIG%s", sigabbrev_np(signals[i]));
        program_signal(&s.program, signals[i]);
        ending_clean(&s);
    }
    judge_pass("SIGTERM and SIGINT: exit status 0, no process or port left");
}
END_TEST

/* The client connected before the signal is still greeted and may finish. */
START_TEST(stop_busy)
{
    static const char *const args[] = {"--think", "300", NULL};
    struct server s;
    struct witness w;
    int64_t until;
    int fd;

    launch_start(&s, now.lab, "hello_server", args);
    fd = play_connect(&s);
    judge_stage("waiting until the server has accepted a client");
    until = clock_ms() + PATIENCE_MS;
    for (witness_read(&w, &s); w.held == 0 && w.queue > 0; witness_read(&w, &s))
        if (!look_again(until))
            judge_late("the client is accepted");
    program_signal(&s.program, SIGTERM);
    judge_stage("greeting the running client after SIGTERM");
    greeting_take(fd);
    close(fd);
    judge_stage("ending once the last client is gone");
    ending_clean(&s);
    judge_pass("the running client was served to its end, then exit status 0");
}
END_TEST

/* Two signals may become one when they come too quickly, so the second is repeated. */
START_TEST(stop_now)
{
    static const char *const args[] = {"--grace", "60", NULL};
    struct server s;
    int64_t begin;

    launch_start(&s, now.lab, "hello_server", args);
    greeting_take(play_connect(&s));
    judge_stage("ending at once after a second signal");
    begin = clock_ms();
    do
        program_signal(&s.program, SIGTERM);
    while (!program_wait(&s.program, clock_ms() + 50) && clock_ms() < begin + 4000);
    if (!s.program.ended)
        judge_fail(V_TIMEOUT, "a second signal ends the server at once",
                   "it still waited for its client 4 s later");
    judge_pass("ended %ld ms after the first signal", (long)(clock_ms() - begin));
}
END_TEST

/* What the first clients make a server set up once is no leak: a ledger of 4 against one of 200. */
START_TEST(ledger)
{
    struct ledger before;
    struct server s;
    int clients = (int)param("clients");

    launch_start(&s, now.lab, "hello_server", no_args);
    before = ledger_read(LEDGER_ANY);
    serve_some(&s, 4);
    before = ledger_read(before);
    judge_stage("counting what is left after %d more clients", clients);
    serve_some(&s, clients);
    ledger_judge(before, clients);
}
END_TEST

START_TEST(idle)
{
    struct server s;
    double used;

    launch_start(&s, now.lab, "hello_server", no_args);
    for (int i = 0; i < 3; i++)
        play_connect(&s);
    judge_stage("three silent clients: the server has nothing to do");
    used = idle_judge(&s);
    judge_pass("%.0f %% of a processor with three silent clients", 100 * used);
}
END_TEST

/* The server ends its side first here, so the kernel remembers the connection for a minute. */
START_TEST(restart)
{
    struct server s;

    launch_start(&s, now.lab, "hello_server", no_args);
    serve_one(&s);
    program_signal(&s.program, SIGTERM);
    ending_clean(&s);
    launch_again(&s, now.lab, "hello_server");
    serve_one(&s);
    judge_pass("stopped and started again on port %u", s.port);
}
END_TEST

const struct check_kind hello_life_checks[] = {
    {"hello.send-file", &send_file, false, NULL},
    {"hello.port-taken", &port_taken, false, NULL},
    {"hello.stop", &stop, false, NULL},
    {"hello.stop-busy", &stop_busy, false, NULL},
    {"hello.stop-now", &stop_now, false, NULL},
    {"hello.restart", &restart, false, NULL},
    {"hello.ledger", &ledger, false, NULL},
    {"hello.idle", &idle, false, NULL},
    {NULL, NULL, false, NULL},
};
