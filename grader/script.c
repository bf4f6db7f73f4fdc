/* script.c: a server of the grader's own, which does to a hello_client what a script says. */
#include "script.h"

#include <stdio.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "output.h"

void
script_begin(struct script *s, const char *clients, const char *expect)
{
    char port[16];
    const char *const args[] = {"--port", port, "--clients", clients, "--expect", expect, NULL};

    s->listener = play_listen(&s->port);
    snprintf(port, sizeof port, "%u", s->port);
    program_start(&s->client, now.lab, "hello_client", args);
}

int
script_take(struct script *s)
{
    int fd = play_accept(s->listener, clock_ms() + PATIENCE_MS);

    if (fd == -1)
        judge_late("the client connects");
    return fd;
}

void
script_give(int fd, const void *bytes, size_t n)
{
    if (play_send(fd, bytes, n, clock_ms() + PATIENCE_MS) != PLAY_FULL)
        judge_fail(V_FAIL, "the client reads all it expects", "it hung up before the last byte");
}

void
script_match(const struct script *s, const char *pattern, const char *expected)
{
    char out[8192];

    program_read(s->client.out, out, sizeof out);
    output_match(out, pattern, expected);
}

void
script_part(int fd)
{
    char byte;
    size_t got;

    play_end_sending(fd);
    judge_stage("waiting for the client to close its side");
    if (play_read(fd, &byte, 1, &got, clock_ms() + PATIENCE_MS) == PLAY_LATE)
        judge_late("the client closes once it has everything");
    close(fd);
}
