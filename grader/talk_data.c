/* talk_data.c: the grader as an FTP client: data connections, and what goes over them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

/* 227 and six numbers: the address that the client is connected to, and the port in two halves. */
static unsigned
old_data_port(struct talk *t)
{
    static const char expected[] =
        "227 Entering Passive Mode (127,0,0,1,P1,P2), the port in two halves";
    unsigned n[6] = {0};
    const char *at;

    talk_ask(t, 227, "PASV");
    at = strpbrk(t->reply + 4, "0123456789");
    if (at == NULL ||
        sscanf(at, "%u,%u,%u,%u,%u,%u", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5]) != 6)
        judge_fail(V_FAIL, expected, "%s", t->reply);
    if (n[0] != 127 || n[1] != 0 || n[2] != 0 || n[3] != 1) {
        judge_hint("getsockname(2) of the control connection tells the address to name.");
        judge_fail(V_FAIL, expected, "%s: that is not the address the client is connected to",
                   t->reply);
    }
    if (n[4] > 255 || n[5] > 255 || n[4] + n[5] == 0)
        judge_fail(V_FAIL, expected, "%s", t->reply);
    return n[4] * 256 + n[5];
}

unsigned
talk_data_port(struct talk *t)
{
    unsigned port = 0;
    char *at;

    if (t->old)
        return old_data_port(t);
    talk_ask(t, 229, "EPSV");
    at = strstr(t->reply, "(|||");
    if (at == NULL || sscanf(at, "(|||%u|)", &port) != 1 || port == 0 || port > 65535)
        judge_fail(V_FAIL, "229 Entering Extended Passive Mode (|||PORT|)", "%s", t->reply);
    return port;
}

int
talk_data(struct talk *t)
{
    unsigned port = talk_data_port(t);

    judge_stage("connecting to data port %u", port);
    return play_connect_port(t->server, port);
}

#define WHAT_MAX 60

/* The data connection on which a command moves a file; what: "RETR of 65536 bytes". */
static int
begin(struct talk *t, const char *command, const struct content *c, char what[WHAT_MAX])
{
    int data = talk_data(t);

    snprintf(what, WHAT_MAX, "%s of %zu bytes", command, c->size);
    talk_ask(t, 1, "%s %s", command, c->name);
    judge_stage("moving the data of %s", what);
    return data;
}

void
talk_get(struct talk *t, const struct content *c)
{
    char what[WHAT_MAX];
    int data = begin(t, "RETR", c, what);

    content_receive(c, data, what);
    talk_expect(t, 226, what);
}

void
talk_put(struct talk *t, const struct content *c)
{
    char what[WHAT_MAX];
    int data = begin(t, "STOR", c, what);

    if (play_send(data, c->bytes, c->size, clock_ms() + PATIENCE_MS) != PLAY_FULL)
        judge_fail(V_FAIL, "the server takes all bytes", "%s: it stopped reading", what);
    close(data);
    talk_expect(t, 226, what);
}

void
talk_append(struct talk *t, const struct content *first, const struct content *more)
{
    struct content both = *first;
    unsigned char *bytes;
    int data = talk_data(t);

    talk_ask(t, 1, "APPE %s", first->name);
    play_send(data, more->bytes, more->size, clock_ms() + PATIENCE_MS);
    close(data);
    talk_expect(t, 226, "APPE");
    both.size += more->size;
    if ((both.bytes = bytes = malloc(both.size + 1)) == NULL)
        judge_grader("no memory");
    memcpy(bytes, first->bytes, first->size);
    memcpy(bytes + first->size, more->bytes, more->size);
    talk_get(t, &both);
    free(bytes);
}

void
talk_list(struct talk *t, const char *command, char *out, size_t size)
{
    int data = talk_data(t);
    size_t got;

    talk_ask(t, 1, "%s", command);
    judge_stage("reading the listing of %s", command);
    if (play_read(data, out, size - 1, &got, clock_ms() + PATIENCE_MS) != PLAY_EOF)
        judge_late("the listing, and end of stream");
    out[got] = '\0';
    close(data);
    talk_expect(t, 226, command);
}
