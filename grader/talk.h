/* talk.h: the grader as an FTP client: strict about replies, patient about pieces. */
#ifndef GRADER_TALK_H
#define GRADER_TALK_H

#include <stdbool.h>

#include "content.h"
#include "launch.h"

struct talk {
    const struct server *server;
    int fd;
    size_t have; /* bytes received and not yet taken */
    char buf[4096];
    bool old;         /* talk_data() asks PASV, not EPSV         */
    int code;         /* of the last reply                       */
    char reply[1024]; /* its last line, escaped, without the CRLF */
};

/* Connects and takes the 220. All of these fail the check when the answer is another. */
void talk_open(struct talk *t, const struct server *s);
void talk_login(struct talk *t); /* anonymous, TYPE I */
void talk_quit(struct talk *t);

/* Takes one reply, of one line or several; its code. */
int talk_reply(struct talk *t);

/* Sends a command line; takes its reply, which must have this code (or, with 2 or 4 or 5, a
 * code of that hundred). */
void talk_ask(struct talk *t, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same, whatever the reply; its code. */
int talk_try(struct talk *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void talk_expect(struct talk *t, int code, const char *what);
void talk_send(struct talk *t, const char *bytes, size_t n);

/* EPSV (or PASV): the port it names. */
unsigned talk_data_port(struct talk *t);
/* The same; connects to that port. */
int talk_data(struct talk *t);

/* A whole transfer each, compared to the byte. */
void talk_get(struct talk *t, const struct content *c);
void talk_put(struct talk *t, const struct content *c);

/* APPE of more to the file first, whose content is then that of both. */
void talk_append(struct talk *t, const struct content *first, const struct content *more);

/* A listing by this command, into out with a NUL behind it. */
void talk_list(struct talk *t, const char *command, char *out, size_t size);

#endif
