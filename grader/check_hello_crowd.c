/* check_hello_crowd.c: hello's servers and clients among others: greedy, talkative, broken ones. */
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
#include "output.h"
#include "params.h"
#include "script.h"

#define SLOW_PARTS 60
#define PACE_MS    100

/* Asks for a file, takes one byte and then nothing for a while: the kernel's buffers fill up. */
START_TEST(greedy)
{
    struct content big = content_make((size_t)param("size"), 90), one = big;
    struct server s;
    size_t got;
    char byte;
    int fd;

    launch_sending(&s, &big);
    fd = play_connect(&s);
    judge_stage("taking the first byte of %zu", big.size);
    if (play_read(fd, &byte, 1, &got, clock_ms() + PATIENCE_MS) != PLAY_FULL)
        judge_late("a first byte");
    if (now.lab->model != MODEL_BLOCKING) {
        judge_stage("another client wants the same while the first one reads nothing");
        content_receive(&big, play_connect(&s), "the other client's file");
    }
    judge_stage("reading what is left of the first client's file");
    one.bytes++;
    one.size--;
    content_receive(&one, fd, "the file of the client that stood still, without its first byte");
    judge_pass("%s", now.lab->model == MODEL_BLOCKING
                         ? "a client stood still; its file was whole in the end"
                         : "a client stood still, another was served meanwhile, both files whole");
}
END_TEST

/* The next part of the file, with an end only behind its last byte. */
static void
take_part(const struct content *file, size_t from, size_t size, int fd)
{
    struct content part = {.bytes = file->bytes + from};
    unsigned char *bytes = malloc(size);
    enum play_end end;

    if (bytes == NULL)
        judge_grader("no memory");
    end = play_read(fd, bytes, size, &part.size, clock_ms() + PATIENCE_MS);
    content_compare(&part, bytes, part.size, "what a slow reader has read so far");
    if (end == PLAY_LATE)
        judge_late("the next bytes, once the client has read the ones before");
    if (end != PLAY_FULL)
        judge_fail(V_FAIL, "the whole file, however long its client takes to read it",
                   "the connection %s after %zu of %zu bytes, while its client was still reading",
                   end == PLAY_EOF ? "ended" : "broke", from + part.size, file->size);
    free(bytes);
}

/* Reads nothing until the server can send no more, then a part now and then, for longer than the
 * 5 s that a server waits for a client's end: these begin behind the last byte. */
START_TEST(slow_reader)
{
    struct content file = content_make((size_t)param("size"), 93), rest = file;
    size_t part = file.size / SLOW_PARTS;
    struct server s;
    double used;
    int fd;

    launch_sending(&s, &file);
    fd = play_connect_narrow(&s, s.port);
    judge_stage("reading nothing yet: there is no room for more than the first bytes");
    used = idle_judge(&s);
    judge_stage("reading %zu bytes in %d parts, one every %d ms", file.size, SLOW_PARTS, PACE_MS);
    judge_waits(SLOW_PARTS * PACE_MS / 1000.0);
    for (size_t i = 0; i < SLOW_PARTS; i++) {
        program_wait(&s.program, clock_ms() + PACE_MS); /* which lets the time pass */
        take_part(&file, i * part, part, fd);
    }
    rest.bytes += SLOW_PARTS * part;
    rest.size -= SLOW_PARTS * part;
    content_receive(&rest, fd, "the last bytes");
    judge_pass("all %zu bytes in %d s; %.0f %% of a processor while nothing was read", file.size,
               SLOW_PARTS * PACE_MS / 1000, 100 * used);
}
END_TEST

/* A client may say what it likes: the server has nothing to hear but the end. */
START_TEST(garbage)
{
    static const char *const no_args[] = {NULL};
    static char junk[1 << 16];
    struct server s;
    int fd;

    memset(junk, 'x', sizeof junk);
    launch_start(&s, now.lab, "hello_server", no_args);
    fd = play_connect(&s);
    judge_stage("sending a megabyte that nobody asked for");
    for (int i = 0; i < 16; i++)
        if (play_send(fd, junk, sizeof junk, clock_ms() + PATIENCE_MS) != PLAY_FULL)
            break; /* not to read it, or to hang up, is an answer too */
    play_vanish(fd);
    judge_stage("greeting the next client");
    greeting_take(play_connect(&s));
    judge_pass("a client that sent a megabyte cost nobody else");
}
END_TEST

/* Eleven clients of one program; the i-th gets its greeting in two pieces, cut behind byte i. */
START_TEST(splits)
{
    char number[8], line[80];
    struct script s;
    int fds[GREETING_SIZE];
    int clients = GREETING_SIZE - 1, at_once = now.lab->model == MODEL_BLOCKING ? 1 : clients;

    snprintf(number, sizeof number, "%d", clients);
    script_begin(&s, number, "12");
    for (int i = 0; i < clients; i += at_once) {
        for (int k = i; k < i + at_once; k++) {
            judge_stage("waiting for client %d of %d to connect", k + 1, clients);
            fds[k] = script_take(&s);
        }
        for (int k = i; k < i + at_once; k++) {
            judge_stage("sending the greeting in two pieces, cut behind byte %d", k + 1);
            script_give(fds[k], GREETING, (size_t)k + 1);
            play_wait_taken(play_peer_port(fds[k]), s.port, clock_ms() + PATIENCE_MS);
            script_give(fds[k], &GREETING[k + 1], (size_t)(GREETING_SIZE - k - 1));
            script_part(fds[k]);
        }
    }
    ending_status(&s.client, 0, "exit status 0 once all clients are done");
    snprintf(line, sizeof line, "(client [0-9]+: Hello World! [^\n]*\n){%d}", clients);
    script_match(&s, line, "eleven lines with the whole greeting");
    judge_pass("the greeting, cut in two at each of 11 places");
}
END_TEST

static void
cut_off(struct script *s, int fd)
{
    int64_t until = clock_ms() + 1000;

    judge_stage("breaking one client's connection off after 5 bytes");
    script_give(fd, GREETING, 5);
    play_vanish(fd);
    while (output_lines(s->client.err) == 0 && !program_wait(&s->client, 0) && look_again(until))
        continue; /* let it notice, before the others are done */
}

static void
greet_one(int fd)
{
    judge_stage("greeting the others");
    script_give(fd, GREETING, GREETING_SIZE);
    script_part(fd);
}

/* The first of three is cut off: a line on stderr for it, the others have theirs on stdout. */
START_TEST(one_fails)
{
    struct script s;
    int fds[3], at_once = now.lab->model == MODEL_BLOCKING ? 1 : 3;

    script_begin(&s, "3", "12");
    for (int i = 0; i < 3; i += at_once) {
        for (int k = i; k < i + at_once; k++)
            fds[k] = script_take(&s);
        for (int k = i; k < i + at_once; k++)
            if (k == 0)
                cut_off(&s, fds[k]);
            else
                greet_one(fds[k]);
    }
    judge_stage("waiting for the client to end");
    ending_status(&s.client, 1, "exit status 1, for one of three clients failed");
    if (output_lines(s.client.err) != 1)
        judge_fail(V_FAIL, "one line on stderr, for the client that failed", "%d lines on stderr",
                   output_lines(s.client.err));
    script_match(&s, "(client [0-9]+: Hello World! [^\n]*\n){2}", "two lines, for the other two");
    judge_pass("one of three was cut off: one line on stderr, exit status 1, two greetings");
}
END_TEST

START_TEST(with_peer)
{
    static const char *const no_args[] = {NULL};
    char port[16], number[16], line[80];
    const char *const args[] = {"--port", port, "--clients", number, NULL};
    long clients = param("clients");
    struct script s = {.listener = -1};
    struct server server;

    launch_start(&server, now.peer, "hello_server", no_args);
    snprintf(port, sizeof port, "%u", server.port);
    snprintf(number, sizeof number, "%ld", clients);
    judge_stage("running hello_client --clients %ld", clients);
    program_start(&s.client, now.lab, "hello_client", args);
    ending_status(&s.client, 0, "exit status 0 once all clients are done");
    snprintf(line, sizeof line, "(client [0-9]+: Hello World! [^\n]*\n){%ld}%ld of %ld clients in ",
             clients, clients, clients);
    script_match(&s, line, "a line for each client, then the summary");
    judge_pass("%ld clients greeted by %s/hello_server", clients, now.peer->name);
}
END_TEST

const struct check_kind hello_crowd_checks[] = {
    {"hello.greedy", &greedy, false, NULL},
    {"hello.slow-reader", &slow_reader, false, NULL},
    {"hello.garbage", &garbage, false, NULL},
    {"hello_client.splits", &splits, false, NULL},
    {"hello_client.one-fails", &one_fails, false, NULL},
    {"hello_client.with", &with_peer, true, NULL},
    {NULL, NULL, false, NULL},
};
