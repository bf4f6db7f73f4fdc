/* check_hello_client.c: hello_client against a server of the grader's own, which has a script. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "content.h"
#include "deadline.h"
#include "ending.h"
#include "greeting.h"
#include "judge.h"
#include "output.h"
#include "params.h"
#include "play.h"
#include "proctask.h"
#include "script.h"
#include "text.h"

#define CLIENTS_MAX 16

static void
ends_well(struct script *s, const char *pattern, const char *expected)
{
    char out[4096];

    judge_stage("waiting for the client to end");
    ending_status(&s->client, 0, "exit status 0 once all clients are done");
    program_read(s->client.out, out, sizeof out);
    output_match(out, pattern, expected);
}

#define ONE_LINE                                                                                   \
    "^client 1: Hello World! \\([0-9]+\\.[0-9]{3} s\\)\n1 of 1 clients in [0-9]+\\.[0-9]{3} s\n$"
#define ONE_WORDS "client 1: Hello World! (0.123 s), then 1 of 1 clients in 0.123 s"

START_TEST(one)
{
    struct script s;
    int fd;

    script_begin(&s, "1", "12");
    judge_stage("waiting for the client to connect");
    fd = script_take(&s);
    script_give(fd, GREETING, GREETING_SIZE);
    script_part(fd);
    ends_well(&s, ONE_LINE, ONE_WORDS);
    judge_pass("the greeting, the time and the summary");
}
END_TEST

START_TEST(dribble)
{
    struct script s;
    int fd;

    script_begin(&s, "1", "12");
    judge_stage("sending the greeting in 12 pieces, each after the last was read");
    fd = script_take(&s);
    for (size_t i = 0; i < GREETING_SIZE; i++) {
        unsigned theirs = play_peer_port(fd);
        script_give(fd, &GREETING[i], 1);
        play_wait_taken(theirs, s.port, clock_ms() + PATIENCE_MS);
    }
    script_part(fd);
    ends_well(&s, ONE_LINE, ONE_WORDS);
    judge_pass("12 pieces of one byte made one greeting");
}
END_TEST

static void
send_to_end(size_t size, unsigned stream)
{
    struct content c = content_make(size, stream);
    char pattern[120], expected[120];
    struct script s;
    int fd;

    script_begin(&s, "1", "all");
    judge_stage("sending %zu bytes", c.size);
    fd = script_take(&s);
    script_give(fd, c.bytes, c.size);
    script_part(fd);
    close(s.listener);
    snprintf(pattern, sizeof pattern, "^client 1: %zu bytes \\([0-9]+\\.[0-9]{3} s\\)\n1 of 1 ",
             c.size);
    snprintf(expected, sizeof expected, "client 1: %zu bytes (0.123 s)", c.size);
    /* To twelve bytes the client may say its text, as it does for the greeting. */
    if (c.size != GREETING_SIZE)
        ends_well(&s, pattern, expected);
}

START_TEST(to_end)
{
    size_t sizes[CONTENT_SIZES], count = content_sizes(sizes);

    for (size_t i = 0; i < count; i++)
        send_to_end(sizes[i], (unsigned)i);
    judge_pass("--expect all: %zu awkward sizes, each to the end of stream", count);
}
END_TEST

static void
ends_badly(struct script *s, const char *why)
{
    char expected[100], out[4096];

    snprintf(expected, sizeof expected, "a line on stderr and exit status 1: %s", why);
    judge_stage("waiting for the client to end");
    ending_status(&s->client, 1, expected);
    if (output_lines(s->client.err) != 1)
        judge_fail(V_FAIL, expected, "%d lines on stderr", output_lines(s->client.err));
    program_read(s->client.out, out, sizeof out);
    if (strstr(out, "client 1:") != NULL)
        judge_fail(V_FAIL, expected, "stdout speaks of a client that got nothing");
}

START_TEST(cut_short)
{
    struct script s;
    int fd;

    script_begin(&s, "1", "12");
    fd = script_take(&s);
    script_give(fd, GREETING, 5);
    script_part(fd);
    ends_badly(&s, "the greeting was cut short");
    judge_pass("5 of 12 bytes: a line on stderr, exit status 1");
}
END_TEST

START_TEST(refused)
{
    struct script s;
    char port[16];
    const char *const args[] = {"--port", port, NULL};

    close(play_listen(&s.port)); /* nobody listens there any more */
    snprintf(port, sizeof port, "%u", s.port);
    program_start(&s.client, now.lab, "hello_client", args);
    ends_badly(&s, "the connection is refused");
    judge_pass("refused: a line on stderr, exit status 1");
}
END_TEST

/* While the first client is not answered: do the others come? In how many tasks? */
static void
judge_crowd(struct script *s, int fds[], int count)
{
    struct proctask tasks[64];
    int here = 1;
    size_t n;

    if (now.lab->model == MODEL_BLOCKING) {
        if ((fds[1] = play_accept(s->listener, clock_ms() + 300)) != -1)
            judge_fail(V_WRONG_MODEL, "one client after another",
                       "the second connected before the first had its greeting");
        return;
    }
    for (; here < count; here++)
        if ((fds[here] = play_accept(s->listener, clock_ms() + PATIENCE_MS / 2)) == -1)
            judge_fail(V_WRONG_MODEL, "all clients at the same time",
                       "%d of %d connected while the first had no greeting", here, count);
    n = proctask_read(program_pid(&s->client), tasks, 64);
    if (now.lab->model == MODEL_ASYNC && n != 1)
        judge_fail(V_WRONG_MODEL, "all clients in one thread", "%zu threads for %d clients", n,
                   count);
    if (now.lab->model == MODEL_THREADS && n < (size_t)count)
        judge_fail(V_WRONG_MODEL, "a thread for each client", "%zu threads for %d clients", n,
                   count);
}

/* Every number once, in whatever order they finished. */
static void
judge_lines(const struct program *client, int count)
{
    char out[4096], line[64];

    program_read(client->out, out, sizeof out);
    for (int i = 1; i <= count; i++) {
        snprintf(line, sizeof line, "(^|\n)client %d: Hello World! \\(", i);
        output_match(out, line, "a line for every client");
    }
    snprintf(line, sizeof line, "\n%d of %d clients in [0-9.]+ s\n$", count, count);
    output_match(out, line, "at last the summary: N of N clients in 0.123 s");
    if (output_lines(client->out) != count + 1)
        judge_fail(V_FAIL, "a line a client, then the summary", "%d lines",
                   output_lines(client->out));
}

/* The last to come is the first to be answered, so nobody may wait for anybody. */
START_TEST(many)
{
    struct script s;
    int fds[CLIENTS_MAX], count = (int)param("clients");
    char number[16];

    snprintf(number, sizeof number, "%d", count);
    script_begin(&s, number, "12");
    judge_stage("holding the first client");
    fds[0] = script_take(&s);
    judge_crowd(&s, fds, count);
    for (int i = 0; i < count; i++) {
        int which = now.lab->model == MODEL_BLOCKING ? i : count - 1 - i;
        judge_stage("greeting client %d", which + 1);
        if (now.lab->model == MODEL_BLOCKING && i > 0)
            fds[i] = script_take(&s);
        script_give(fds[which], GREETING, GREETING_SIZE);
        script_part(fds[which]);
    }
    ending_status(&s.client, 0, "exit status 0 once all clients are done");
    judge_lines(&s.client, count);
    judge_pass("%d clients, %s", count,
               now.lab->model == MODEL_BLOCKING ? "one after another" : "all at the same time");
}
END_TEST

const struct check_kind hello_client_checks[] = {
    {"hello_client.one", &one, false, NULL},
    {"hello_client.dribble", &dribble, false, NULL},
    {"hello_client.to-end", &to_end, false, NULL},
    {"hello_client.cut-short", &cut_short, false, NULL},
    {"hello_client.refused", &refused, false, NULL},
    {"hello_client.many", &many, false, NULL},
    {NULL, NULL, false, NULL},
};
