/* check_hello_server.c: the greeting byte by byte, and how the server starts, waits and ends. */
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "greeting.h"
#include "judge.h"
#include "params.h"
#include "play.h"
#include "procnet.h"

/* After 5 s, says the contract; a busy machine may need longer to notice. */
#define GIVES_UP_MS 15000
#define TALK_MS     400 /* between two looks, and two bytes of a client that talks */

static const char *const no_args[] = {NULL};

START_TEST(ready)
{
    struct server s;

    launch_start(&s, now.lab, "hello_server", no_args);
    if (program_wait(&s.program, clock_ms() + 100))
        judge_fail(V_FAIL, "the server stays in the foreground until a signal",
                   "it printed the ready line and ended with exit status %d", s.program.status);
    judge_pass("listening on port %u after %ld ms", s.port, s.ready_ms);
}
END_TEST

START_TEST(greeting)
{
    struct server s;

    launch_start(&s, now.lab, "hello_server", no_args);
    judge_stage("reading the greeting");
    greeting_take(play_connect(&s));
    judge_pass("12 bytes, then end of stream");
}
END_TEST

START_TEST(again)
{
    int clients = (int)param("clients");
    struct server s;
    int fd;

    launch_start(&s, now.lab, "hello_server", no_args);
    for (int i = 1; i <= clients; i++) {
        judge_stage("greeting client %d, one after another", i);
        if (program_wait(&s.program, 0))
            judge_fail(V_FAIL, "the server runs until a signal",
                       "it ended with exit status %d after %d clients", s.program.status, i - 1);
        fd = play_connect(&s);
        greeting_take(fd);
        close(fd);
    }
    judge_pass("%d clients, one after another", clients);
}
END_TEST

/* The server's end of our connection: held by a process, closed, or gone. */
static bool
still_held(const struct server *s, int fd)
{
    struct tcp_row row;

    return procnet_find(s->port, play_port(fd), &row) && row.inode != 0;
}

START_TEST(waits_for_end)
{
    struct server s;
    int64_t until;
    int fd;

    launch_start(&s, now.lab, "hello_server", no_args);
    fd = play_connect(&s);
    greeting_take(fd);
    judge_stage("holding our end open: the server waits");
    until = clock_ms() + 150;
    do {
        if (!still_held(&s, fd)) {
            judge_hint("shutdown(fd, SHUT_WR), then read until 0, then close(fd).");
            judge_fail(V_FAIL, "after its own end of stream the server waits for the client's",
                       "it closed the connection while the client was still open");
        }
    } while (look_again(until));
    judge_stage("ending our side: the server closes");
    play_end_sending(fd);
    until = clock_ms() + 3000;
    while (still_held(&s, fd))
        if (!look_again(until)) {
            judge_hint("read() returned 0: that is the client's end; now close(fd).");
            judge_fail(V_LEAK, "the server closes once the client has ended its side",
                       "3 s later it still held the connection");
        }
    judge_pass("waited for the client's end of stream, then closed");
}
END_TEST

/* The 5 s are for the whole wait, whether the client is silent or says something now and then. */
static void
must_be_dropped(struct server *s, int fd, bool talks)
{
    const char *does = talks ? "says a byte now and then" : "says nothing";
    int64_t until = clock_ms() + GIVES_UP_MS;

    greeting_take(fd);
    judge_stage("a client that %s and never ends its side: the server gives up after 5 s", does);
    while (still_held(s, fd)) {
        if (clock_ms() >= until) {
            judge_hint(talks
                           ? "A byte from the client does not begin the 5 s anew: note once when "
                             "they are over, and wait no longer than until then."
                           : "SO_RCVTIMEO, poll(2) with a time, or a timer event bounds the wait.");
            judge_fail(V_FAIL, "a client that never closes is dropped after 5 s",
                       "%d s later the server still held the connection of a client that %s",
                       GIVES_UP_MS / 1000, does);
        }
        program_wait(&s->program, clock_ms() + TALK_MS);
        if (talks)
            play_send(fd, "?", 1, clock_ms());
    }
}

/* The blocking server has its 5 s for one after the other. */
START_TEST(gives_up)
{
    struct server s;
    int talking, silent;

    launch_start(&s, now.lab, "hello_server", no_args);
    talking = play_connect(&s);
    silent = play_connect(&s);
    judge_waits(now.lab->model == MODEL_BLOCKING ? 10 : 5);
    must_be_dropped(&s, talking, true);
    must_be_dropped(&s, silent, false);
    judge_stage("greeting the next client");
    greeting_take(play_connect(&s));
    judge_pass("dropped a client that talked and one that was silent, served the next");
}
END_TEST

/* With a little --think the server writes when they have gone. Who has ended his side before has
 * the kernel send a signal to whoever writes: SIGPIPE. */
START_TEST(vanishing)
{
    static const char *const args[] = {"--think", "10", NULL};
    int clients = (int)param("clients");
    struct server s;

    launch_start(&s, now.lab, "hello_server", args);
    judge_stage("%d clients that vanish with a reset", clients);
    for (int i = 0; i < clients; i++) {
        int fd = play_connect(&s);
        if (i % 2 == 1)
            play_end_sending(fd);
        play_vanish(fd);
    }
    judge_stage("greeting the client after them");
    greeting_take(play_connect(&s));
    judge_pass("%d vanished clients cost nobody else", clients);
}
END_TEST

const struct check_kind hello_server_checks[] = {
    {"hello.ready", &ready, false, NULL},
    {"hello.greeting", &greeting, false, NULL},
    {"hello.again", &again, false, NULL},
    {"hello.waits-for-end", &waits_for_end, false, NULL},
    {"hello.gives-up", &gives_up, false, NULL},
    {"hello.vanishing", &vanishing, false, NULL},
    {NULL, NULL, false, NULL},
};
