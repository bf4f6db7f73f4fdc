/* talk.c: the grader as an FTP client: commands and replies; strict about these, patient about
 * pieces. */
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
