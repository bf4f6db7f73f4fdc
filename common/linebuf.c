/* Bytes in, whole lines out, with Telnet commands filtered on the way. */
#include "linebuf.h"

#include <string.h>
#include <strings.h>

enum { PIECE = 1024 }; /* bytes asked for at a time: commands are short */

/* RFC 854: "interpret as command" and the commands that something follows. */
enum { IAC = 255, SE = 240, SB = 250, WILL = 251, WONT = 252, DO = 253, DONT = 254 };

bool
linebuf_full(const struct linebuf *l)
{
    return buffer_length(&l->clean) == LINEBUF_LIMIT;
}

char *
linebuf_room(struct linebuf *l, size_t *n)
{
    size_t left = LINEBUF_LIMIT - buffer_length(&l->clean);

    *n = left < PIECE ? left : PIECE;
    return buffer_room(&l->clean, *n);
}

/* Is this byte text of the line?  Follows the peer through its Telnet commands. */
static bool
is_text(struct linebuf *l, unsigned char byte)
{
    switch (l->telnet) {
    case TELNET_DATA:
        if (byte == IAC)
            l->telnet = TELNET_COMMAND;
        return byte != IAC && byte != '\0';
    case TELNET_COMMAND:
        if (byte >= WILL && byte <= DONT)
            l->telnet = TELNET_OPTION;
        else
            l->telnet = byte == SB ? TELNET_SUB : TELNET_DATA;
        return byte == IAC; /* IAC twice is the byte itself */
    case TELNET_OPTION:
        l->telnet = TELNET_DATA;
        return false;
    case TELNET_SUB:
        if (byte == IAC)
            l->telnet = TELNET_SUB_COMMAND;
        return false;
    case TELNET_SUB_COMMAND:
        l->telnet = byte == SE ? TELNET_DATA : TELNET_SUB;
        return false;
    }
    return false;
}

static char *
line_end(const struct linebuf *l)
{
    size_t length = buffer_length(&l->clean);

    return length == 0 ? NULL : memchr(buffer_bytes(&l->clean), '\n', length);
}

/* The full buffer holds no whole line: forget what came and skip to the end of the line. */
static void
swallow(struct linebuf *l)
{
    buffer_free(&l->clean);
    l->swallowing = true;
}

void
linebuf_received(struct linebuf *l, size_t n)
{
    char *in = l->clean.data + l->clean.end;
    char *out = in;

    for (size_t i = 0; i < n; i++) {
        if (!is_text(l, (unsigned char)in[i]))
            continue;
        if (!l->swallowing)
            *out++ = in[i];
        else if (in[i] == '\n') {
            l->swallowing = false;
            l->swallowed++;
        }
    }
    buffer_added(&l->clean, (size_t)(out - in));
    if (buffer_length(&l->clean) == 0)
        buffer_free(&l->clean);
    else if (linebuf_full(l) && line_end(l) == NULL)
        swallow(l);
}

bool
linebuf_ready(const struct linebuf *l)
{
    return l->swallowed > 0 || line_end(l) != NULL;
}

enum linebuf_result
linebuf_take(struct linebuf *l, char **line)
{
    char *end;

    if (l->swallowed > 0) {
        l->swallowed--;
        return LINEBUF_TOO_LONG;
    }
    end = line_end(l);
    if (end == NULL) {
        if (buffer_length(&l->clean) == 0)
            buffer_free(&l->clean); /* the last line was read: idle connections hold nothing */
        return LINEBUF_NONE;
    }
    *line = buffer_bytes(&l->clean);
    *end = '\0';
    if (end > *line && end[-1] == '\r')
        end[-1] = '\0';
    /* Step over the line but keep its memory: the caller reads it until the next call. */
    l->clean.start += (uint32_t)(end + 1 - *line);
    return LINEBUF_LINE;
}

bool
linebuf_holds(const struct linebuf *l, const char *word)
{
    const char *from = buffer_bytes(&l->clean);
    size_t length = strlen(word);
    const char *stop, *end;

    if (from == NULL)
        return false;
    stop = from + buffer_length(&l->clean);
    for (; (end = memchr(from, '\n', (size_t)(stop - from))) != NULL; from = end + 1) {
        size_t n = (size_t)(end - from);

        if (n > 0 && from[n - 1] == '\r')
            n--;
        if (n == length && strncasecmp(from, word, length) == 0)
            return true;
    }
    return false;
}

void
linebuf_free(struct linebuf *l)
{
    buffer_free(&l->clean);
}
