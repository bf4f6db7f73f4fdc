/* Bytes in, whole lines out: the control connection of FTP is lines of Telnet (RFC 959 section 5.3,
 * RFC 854).  Bytes may come in any pieces; a line ends at LF, and one CR before it belongs to the
 * end.  On the way in Telnet commands and NUL bytes are dropped, so no line ever contains them.
 *
 * A zeroed struct linebuf is an empty one.  The owner of the struct ends it with linebuf_free(). */
#ifndef LINEBUF_H
#define LINEBUF_H

#include "buffer.h"

#include <stdbool.h>

/* The longest line that is understood: a verb, a space, the longest path of the system (4096 with
 * its NUL) and CRLF, rounded up.  A longer one is swallowed to its end and reported as too long. */
enum { LINEBUF_LIMIT = 4096 + 64 };

enum linebuf_result {
    LINEBUF_NONE,     /* no whole line yet                             */
    LINEBUF_LINE,     /* *line is one, without its end                 */
    LINEBUF_TOO_LONG, /* one ended here that was longer than the limit */
};

enum linebuf_telnet {
    TELNET_DATA,        /* ordinary bytes                                */
    TELNET_COMMAND,     /* after IAC: a command                          */
    TELNET_OPTION,      /* after WILL, WONT, DO, DONT: an option         */
    TELNET_SUB,         /* after SB: skip until IAC SE                   */
    TELNET_SUB_COMMAND, /* after IAC inside SB                           */
};

struct linebuf {
    struct buffer clean; /* bytes that passed the Telnet filter */
    enum linebuf_telnet telnet;
    bool swallowing;    /* inside a line that is too long */
    unsigned swallowed; /* such lines have ended and are not reported yet */
};

/* Do as many bytes wait as may?  Then a line must be taken before more come in. */
bool linebuf_full(const struct linebuf *l);

/* Where the next bytes from the peer go; *n is how many fit.  NULL when there is no memory.
 * Not to be called on a full one. */
char *linebuf_room(struct linebuf *l, size_t *n);

/* So many bytes were written there; 0 is fine and lets go of the room. */
void linebuf_received(struct linebuf *l, size_t n);

/* The next line, in *line, NUL-terminated.  The pointer is valid until the next call. */
enum linebuf_result linebuf_take(struct linebuf *l, char **line);

/* Does a line that says just this word (in any case) wait anywhere in it?  Takes nothing. */
bool linebuf_holds(const struct linebuf *l, const char *word);

/* Does a whole line wait? */
bool linebuf_ready(const struct linebuf *l);

void linebuf_free(struct linebuf *l);

#endif
