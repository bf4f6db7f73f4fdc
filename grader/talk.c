/* talk.c: the grader as an FTP client: strict about replies, patient about pieces. */
#include "talk.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "play.h"
#include "text.h"

#define REPLY "a reply: three digits, a space, text, CR and LF"

static void
read_more(struct talk *t)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    size_t got;
    enum play_end end;

    if (t->have == sizeof t->buf)
        judge_fail(V_FAIL, REPLY, "%zu bytes without a line end", t->have);
    end = play_read(t->fd, t->buf + t->have, 1, &got, until);
    if (end == PLAY_LATE)
        judge_late(REPLY);
    if (end != PLAY_FULL)
        judge_fail(V_FAIL, REPLY, "the control connection %s: %.100s",
                   end == PLAY_EOF ? "ended" : "broke", now.record->stage);
    t->have += got;
}

/* One line, without its CRLF; a bare LF is an error for a server. */
static void
take_line(struct talk *t, char *line, size_t size)
{
    char safe[600], *end;
    size_t n;

    while ((end = memchr(t->buf, '\n', t->have)) == NULL)
        read_more(t);
    n = (size_t)(end - t->buf);
    text_escape(safe, sizeof safe, t->buf, n);
    if (n == 0 || t->buf[n - 1] != '\r') {
        judge_hint("Every line of a reply ends with \"\\r\\n\".");
        judge_fail(V_FAIL, REPLY, "a line without CR: %s", safe);
    }
    snprintf(line, size, "%.*s", (int)n - 1, t->buf);
    text_escape(t->reply, sizeof t->reply, t->buf, n - 1);
    t->have -= n + 1;
    memmove(t->buf, end + 1, t->have);
}

static bool
starts_with_code(const char *line)
{
    return isdigit((unsigned char)line[0]) && isdigit((unsigned char)line[1]) &&
           isdigit((unsigned char)line[2]);
}

int
talk_reply(struct talk *t)
{
    char line[1200];
    char code[4];

    take_line(t, line, sizeof line);
    if (!starts_with_code(line) || (line[3] != ' ' && line[3] != '-'))
        judge_fail(V_FAIL, REPLY, "%s", t->reply);
    snprintf(code, sizeof code, "%.3s", line);
    if (line[3] == '-')
        while (strncmp(line, code, 3) != 0 || line[3] != ' ')
            take_line(t, line, sizeof line);
    return t->code = atoi(code);
}

void
talk_expect(struct talk *t, int code, const char *what)
{
    char expected[200];

    judge_stage("waiting for the reply to %.90s", what);
    talk_reply(t);
    if (t->code == code || (code < 10 && t->code / 100 == code))
        return;
    snprintf(expected, sizeof expected, code < 10 ? "%d.. to %.100s" : "%d to %.100s", code, what);
    judge_fail(V_FAIL, expected, "%s", t->reply);
}

void
talk_send(struct talk *t, const char *bytes, size_t n)
{
    if (play_send(t->fd, bytes, n, clock_ms() + PATIENCE_MS) == PLAY_LATE)
        judge_late("the server reads its control connection");
}

/* Sends a command line; what gets its words for the report. */
static void
command(struct talk *t, const char *format, va_list list, char *what, size_t size)
{
    char line[1024];
    int n = vsnprintf(line, sizeof line - 2, format, list);

    text_escape(what, size, line, (size_t)n);
    strcpy(line + n, "\r\n");
    talk_send(t, line, (size_t)n + 2);
}

void
talk_ask(struct talk *t, int code, const char *format, ...)
{
    char what[200];
    va_list list;

    va_start(list, format);
    command(t, format, list, what, sizeof what);
    va_end(list);
    talk_expect(t, code, what);
}

int
talk_try(struct talk *t, const char *format, ...)
{
    char what[200];
    va_list list;

    va_start(list, format);
    command(t, format, list, what, sizeof what);
    va_end(list);
    judge_stage("waiting for the reply to %.90s", what);
    return talk_reply(t);
}

void
talk_open(struct talk *t, const struct server *s)
{
    *t = (struct talk){.server = s, .fd = play_connect(s)};
    talk_expect(t, 220, "connecting");
}

void
talk_login(struct talk *t)
{
    static const char user[] = "USER anonymous\r\n";

    talk_send(t, user, sizeof user - 1);
    judge_stage("waiting for the reply to USER anonymous");
    if (talk_reply(t) != 230) {
        if (t->code != 331)
            judge_fail(V_FAIL, "331 or 230 to USER anonymous", "%s", t->reply);
        talk_ask(t, 230, "PASS grader@example.org");
    }
    talk_ask(t, 200, "TYPE I");
}

void
talk_quit(struct talk *t)
{
    char byte;
    size_t got;

    talk_ask(t, 221, "QUIT");
    judge_stage("waiting for the end of stream after QUIT");
    if (play_read(t->fd, &byte, 1, &got, clock_ms() + PATIENCE_MS) == PLAY_LATE)
        judge_late("the server closes after 221");
    close(t->fd);
}

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

void
talk_get(struct talk *t, const struct content *c)
{
    int data = talk_data(t);
    char what[60];

    snprintf(what, sizeof what, "RETR of %zu bytes", c->size);
    talk_ask(t, 1, "RETR %s", c->name);
    judge_stage("reading the data of %s", what);
    content_receive(c, data, what);
    talk_expect(t, 226, what);
}

void
talk_put(struct talk *t, const struct content *c)
{
    int data = talk_data(t);
    char what[60];

    snprintf(what, sizeof what, "STOR of %zu bytes", c->size);
    talk_ask(t, 1, "STOR %s", c->name);
    judge_stage("sending the data of %s", what);
    if (play_send(data, c->bytes, c->size, clock_ms() + PATIENCE_MS) != PLAY_FULL)
        judge_fail(V_FAIL, "the server takes all bytes", "%s: it stopped reading", what);
    close(data);
    talk_expect(t, 226, what);
}

void
talk_append(struct talk *t, const struct content *first, const struct content *more)
{
    struct content both = *first;
    int data = talk_data(t);

    talk_ask(t, 1, "APPE %s", first->name);
    play_send(data, more->bytes, more->size, clock_ms() + PATIENCE_MS);
    close(data);
    talk_expect(t, 226, "APPE");
    both.size += more->size;
    if ((both.bytes = malloc(both.size + 1)) == NULL)
        judge_grader("no memory");
    memcpy(both.bytes, first->bytes, first->size);
    memcpy(both.bytes + first->size, more->bytes, more->size);
    talk_get(t, &both);
    free(both.bytes);
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
