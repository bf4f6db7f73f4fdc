/* ftp_talk.h: the grader as an FTP client: strict about replies, patient about pieces. */
#ifndef GRADER_FTP_TALK_H
#define GRADER_FTP_TALK_H

#include "content.h"
#include "server.h"

struct ftp_talk {
    const struct server *server;
    int fd;
    size_t have; /* bytes received and not yet taken */
    char buf[4096];
    int code;         /* of the last reply                       */
    char reply[1024]; /* its last line, escaped, without the CRLF */
};

/* Connects and takes the 220. All of these fail the check when the answer is another. */
void ftp_open(struct ftp_talk *t, const struct server *s);
void ftp_login(struct ftp_talk *t); /* anonymous, TYPE I */
void ftp_quit(struct ftp_talk *t);

/* Takes one reply, of one line or several; its code. */
int ftp_reply(struct ftp_talk *t);

/* Sends a command line; takes its reply, which must have this code (or, with 2 or 4 or 5, a
 * code of that hundred). */
void ftp_ask(struct ftp_talk *t, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ftp_expect(struct ftp_talk *t, int code, const char *what);
void ftp_send(struct ftp_talk *t, const char *bytes, size_t n);

/* EPSV; connects to the port it names. */
int ftp_data(struct ftp_talk *t);

/* A whole transfer each, compared to the byte. */
void ftp_get(struct ftp_talk *t, const struct content *c);
void ftp_put(struct ftp_talk *t, const struct content *c);

/* A listing by this command, into out with a NUL behind it. */
void ftp_list(struct ftp_talk *t, const char *command, char *out, size_t size);

#endif
