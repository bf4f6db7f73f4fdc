/* A reply of FTP: written by the server, read by the client. */
#include "ftp_reply.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD = 4,   /* bytes before the text: "226 ", "211-"                                 */
    USUAL = 60, /* bytes of text, seldom more                                            */
    IAC = 255,  /* Telnet's "interpret as command": the byte itself goes twice (RFC 854) */
};

/* Room in the wire for one line with so much text, of which every byte may have to be doubled; NULL
 * when there is none. */
static char *
room_for_line(struct ftp_wire *w, size_t length)
{
    char *room;

    if (w->lost)
        return NULL;
    room = buffer_room(&w->out, HEAD + 2 * length + 2);
    if (room == NULL)
        ftp_wire_lose(w);
    return room;
}

/* Adds the text and the line's end behind its head, Telnet's IAC doubled.  The text may stand in
 * the room itself, at least as far behind the head as it is long: what is written never overtakes
 * it. */
static void
add_line(struct ftp_wire *w, char *room, size_t head, const char *text, size_t length)
{
    char *out = room + head;

    for (const char *end = text + length; text < end; text++) {
        char byte = *text;

        if ((unsigned char)byte == IAC)
            *out++ = byte;
        *out++ = byte == '\r' || byte == '\n' ? ' ' : byte;
    }
    memcpy(out, "\r\n", 2);
    buffer_added(&w->out, (size_t)(out + 2 - room));
}

static void
write_head(char *room, int code, char mark)
{
    room[0] = (char)('0' + code / 100);
    room[1] = (char)('0' + code / 10 % 10);
    room[2] = (char)('0' + code % 10);
    room[3] = mark;
}

/* Into the wire at once: a thread's stack is the cheaper the less of it is ever used.  A text that
 * is longer than most is formatted twice, then there is room for it. */
void
ftp_reply(struct ftp_wire *w, int code, const char *format, ...)
{
    size_t most, length = USUAL;
    char *room;

    do {
        va_list arguments;

        most = length;
        room = room_for_line(w, most);
        if (room == NULL)
            return;
        va_start(arguments, format);
        length = (size_t)vsnprintf(room + HEAD + most, most + 1, format, arguments);
        va_end(arguments);
    } while (length > most);
    write_head(room, code, ' ');
    add_line(w, room, HEAD, room + HEAD + most, length);
}

void
ftp_reply_begin(struct ftp_wire *w, int code, const char *text)
{
    char *room = room_for_line(w, strlen(text));

    if (room == NULL)
        return;
    write_head(room, code, '-');
    add_line(w, room, HEAD, text, strlen(text));
}

void
ftp_reply_add(struct ftp_wire *w, const char *text)
{
    char *room = room_for_line(w, strlen(text));

    if (room == NULL)
        return;
    *room = ' ';
    add_line(w, room, 1, text, strlen(text));
}

void
ftp_reply_add_lines(struct ftp_wire *w, const char *lines, size_t length)
{
    char *room, *out;

    if (w->lost || length == 0)
        return;
    room = out = buffer_room(&w->out, 2 * length);
    if (room == NULL) {
        ftp_wire_lose(w);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)lines[i] == IAC)
            *out++ = lines[i];
        *out++ = lines[i];
    }
    buffer_added(&w->out, (size_t)(out - room));
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
