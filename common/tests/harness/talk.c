#include "talk.h"

#include <errno.h>
#include <fnmatch.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 65536, LINE = 16384, DRIBBLE = 8192 };

static struct talk talks[TALKS];
static int talk_count;

static void
close_all(void)
{
    for (int i = 0; i < talk_count; i++)
        talk_hang_up(&talks[i]);
}

struct talk *
talk_adopt(int fd, const char *name)
{
    struct talk *t = &talks[talk_count];
    int on = 1;

    if (talk_count == TALKS)
        kit_fail("more than %d connections in one test", TALKS);
    *t = (struct talk){.fd = fd};
    snprintf(t->name, sizeof t->name, "%s%d", name, ++talk_count);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    kit_at_end(close_all);
    return t;
}

void
talk_hang_up(struct talk *t)
{
    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
    free(t->in);
    free(t->heard);
    free(t->line);
    t->in = t->heard = t->line = NULL;
    t->length = t->size = 0;
}

void
talk_reset(struct talk *t)
{
    struct linger now = {.l_onoff = 1, .l_linger = 0};

    setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    kit_note(t->name, '!', "reset", 5);
    talk_hang_up(t);
}

void
talk_finish(struct talk *t)
{
    kit_note(t->name, '>', "(end)", 5);
    shutdown(t->fd, SHUT_WR);
}

size_t
talk_send_some(struct talk *t, const void *bytes, size_t n)
{
    ssize_t sent = send(t->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);

    return sent > 0 ? (size_t)sent : 0;
}

void
talk_urgent(struct talk *t, char byte)
{
    kit_note(t->name, '>', "(urgent)", 8);
    if (send(t->fd, &byte, 1, MSG_OOB | MSG_NOSIGNAL) != 1)
        kit_fail("%s: send: %s", t->name, strerror(errno));
}

/* Long texts go byte by byte at their start only: the cuts matter, not their number. */
static bool
send_all(struct talk *t, const char *bytes, size_t n)
{
    double deadline = kit_deadline();

    for (size_t done = 0; done < n;) {
        size_t piece = kit_bytewise && done < DRIBBLE ? 1 : n - done;
        ssize_t sent = send(t->fd, bytes + done, piece, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent > 0)
            done += sent;
        else if (errno != EAGAIN && errno != EINTR)
            return false;
        else if (!kit_wait(t->fd, POLLOUT, deadline))
            kit_fail("%s: the peer does not read", t->name);
    }
    return true;
}

bool
talk_tell(struct talk *t, const void *bytes, size_t n)
{
    kit_note(t->name, '>', bytes, n);
    return send_all(t, bytes, n);
}

void
talk_send(struct talk *t, const void *bytes, size_t n)
{
    if (!talk_tell(t, bytes, n))
        kit_fail("%s: sending %zu bytes: %s", t->name, n, strerror(errno));
}

void
talk_say(struct talk *t, const char *format, ...)
{
    char line[LINE];
    va_list arguments;
    int n;

    va_start(arguments, format);
    n = vsnprintf(line, sizeof line - 2, format, arguments);
    va_end(arguments);
    kit_note(t->name, '>', line, n);
    memcpy(line + n, "\r\n", 2);
    if (!send_all(t, line, n + 2))
        kit_fail("%s: %s", t->name, strerror(errno));
}

/* Receives what is there, or a byte of it; at the end of the stream sets t->ended. */
static void
receive(struct talk *t)
{
    ssize_t n;

    if (t->length + PIECE > t->size) {
        t->size = t->length + 2 * PIECE;
        t->in = realloc(t->in, t->size);
    }
    n = recv(t->fd, t->in + t->length, kit_bytewise && t->length < DRIBBLE ? 1 : PIECE, 0);
    if (n > 0)
        t->length += n;
    else if (n == 0 || errno == ECONNRESET || errno == EPIPE)
        t->ended = true;
    else if (errno != EINTR && errno != EAGAIN)
        kit_fail("%s: recv: %s", t->name, strerror(errno));
}

static void
wait_and_receive(struct talk *t, const char *wanted, double deadline)
{
    if (!kit_wait(t->fd, POLLIN, deadline))
        kit_fail("%s: nothing came in %g s instead of %s", t->name, KIT_PATIENCE, wanted);
    receive(t);
}

bool
talk_wait(struct talk *t, double deadline)
{
    return t->length > 0 || t->ended || kit_wait(t->fd, POLLIN, deadline);
}

bool
talk_has_said(struct talk *t)
{
    return talk_wait(t, 0);
}

void
talk_fill(struct talk *t, size_t n)
{
    double deadline = kit_deadline();

    while (t->length < n && !t->ended)
        wait_and_receive(t, "more bytes", deadline);
    if (t->length < n)
        kit_fail("%s: the stream ended after %zu of %zu bytes", t->name, t->length, n);
}

static void
forget(struct talk *t, size_t n)
{
    memmove(t->in, t->in + n, t->length - n);
    t->length -= n;
}

static char *
line_until(struct talk *t, const char *wanted, double deadline)
{
    char *end;
    char *line;

    while (t->length == 0 || (end = memchr(t->in, '\n', t->length)) == NULL) {
        if (t->ended && t->length > 0)
            kit_fail("%s: the stream ended inside a line: %.*s", t->name, (int)t->length, t->in);
        if (t->ended)
            return NULL;
        wait_and_receive(t, wanted, deadline);
    }
    kit_note(t->name, '<', t->in, end - t->in);
    if (end == t->in || end[-1] != '\r')
        kit_fail("%s: a line that does not end with CRLF", t->name);
    line = strndup(t->in, end - 1 - t->in);
    forget(t, end + 1 - t->in);
    return line;
}

char *
talk_line(struct talk *t)
{
    free(t->line);
    t->line = line_until(t, "a line", kit_deadline());
    return t->line;
}

/* Adds a line to the reply; true when it was its last. */
static bool
add_line(struct talk *t, const char *line)
{
    char code[4] = "";
    size_t n = t->heard != NULL ? strlen(t->heard) : 0;
    bool first = n == 0;

    t->heard = realloc(t->heard, n + strlen(line) + 2);
    sprintf(t->heard + n, "%s%s", first ? "" : "\n", line);
    memcpy(code, t->heard, strnlen(t->heard, 3));
    if (strspn(code, "0123456789") != 3 || code[0] < '1' || code[0] > '5')
        kit_fail("%s: not a reply: %s", t->name, line);
    if (first && line[3] != ' ' && line[3] != '-')
        kit_fail("%s: neither space nor - after the code: %s", t->name, line);
    return strncmp(line, code, 3) == 0 && line[3] == ' ';
}

const char *
talk_hear(struct talk *t, const char *pattern)
{
    double deadline = kit_deadline();
    bool last = false;

    free(t->heard);
    t->heard = NULL;
    while (!last) {
        char *line = line_until(t, pattern, deadline);

        if (line == NULL)
            kit_fail("%s: the stream ended instead of %s", t->name, pattern);
        last = add_line(t, line);
        free(line);
    }
    if (fnmatch(pattern, t->heard, FNM_EXTMATCH) != 0)
        kit_fail("%s: heard \"%s\" instead of \"%s\"", t->name, t->heard, pattern);
    return t->heard;
}

void
talk_hear_end(struct talk *t)
{
    double deadline = kit_deadline();

    while (!t->ended && t->length == 0)
        wait_and_receive(t, "the end of the stream", deadline);
    if (t->length > 0)
        kit_fail("%s: \"%.*s\" instead of the end", t->name, (int)t->length, t->in);
    kit_note(t->name, '<', "(end)", 5);
}

char *
talk_drain(struct talk *t, size_t *n)
{
    double deadline = kit_deadline();
    char *all;

    while (!t->ended)
        wait_and_receive(t, "the end of the stream", deadline);
    all = realloc(t->in, t->length + 1);
    all[t->length] = '\0';
    kit_note(t->name, '<', all, t->length);
    if (n != NULL)
        *n = t->length;
    t->in = NULL;
    t->length = t->size = 0;
    return all;
}
