/* A reply of FTP: written by the server, read by the client. */
#include "ftp_reply.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = LINEBUF_LIMIT + 512 }; /* the longest path and some words around it */

/* One line into the wire, Telnet's IAC doubled. */
static void
add_line(struct ftp_wire *w, const char *head, const char *text)
{
    char *room, *out;

    if (w->lost)
        return;
    room = out = buffer_room(&w->out, strlen(head) + 2 * strlen(text) + 2);
    if (room == NULL) {
        ftp_wire_lose(w);
        return;
    }
    out = stpcpy(out, head);
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text == 255)
            *out++ = *text;
        *out++ = *text == '\r' || *text == '\n' ? ' ' : *text;
    }
    memcpy(out, "\r\n", 2);
    buffer_added(&w->out, (size_t)(out + 2 - room));
}

void
ftp_reply(struct ftp_wire *w, int code, const char *format, ...)
{
    char head[8];
    char text[LINE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(head, sizeof head, "%03d ", code);
    add_line(w, head, text);
}

void
ftp_reply_begin(struct ftp_wire *w, int code, const char *text)
{
    char head[8];

    snprintf(head, sizeof head, "%03d-", code);
    add_line(w, head, text);
}

void
ftp_reply_add(struct ftp_wire *w, const char *text)
{
    add_line(w, " ", text);
}

/* The code a line starts with, or 0. */
static int
code_of(const char *line)
{
    if (line[0] < '1' || line[0] > '5' || !isdigit((unsigned char)line[1]) ||
        !isdigit((unsigned char)line[2]))
        return 0;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

enum ftp_reply_result
ftp_reply_read(struct ftp_reply *r, const char *line)
{
    int code = code_of(line);

    if (!r->unfinished) {
        if (code == 0 || (line[3] != ' ' && line[3] != '-' && line[3] != '\0'))
            return FTP_REPLY_BAD;
        r->code = code;
        r->unfinished = line[3] == '-';
    } else if (code == r->code && (line[3] == ' ' || line[3] == '\0')) {
        r->unfinished = false;
    } else {
        return FTP_REPLY_MORE;
    }
    snprintf(r->text, sizeof r->text, "%s", line[3] == '\0' ? "" : line + 4);
    return r->unfinished ? FTP_REPLY_MORE : FTP_REPLY_WHOLE;
}
