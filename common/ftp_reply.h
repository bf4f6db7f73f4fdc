/* A reply of FTP: three digits and text, in one line or several (RFC 959 section 4.2). */
#ifndef FTP_REPLY_H
#define FTP_REPLY_H

#include "ftp_wire.h"

/* Writing, at the server.  All of them put text into what the wire will send; without memory the
 * wire is lost.  CR and LF inside the text become spaces, so nothing can forge a line. */

/* "226 Done." */
void ftp_reply(struct ftp_wire *w, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "211-Features:", the first line of several; the last one is written by ftp_reply(). */
void ftp_reply_begin(struct ftp_wire *w, int code, const char *text);

/* " SIZE", a line between the two. */
void ftp_reply_add(struct ftp_wire *w, const char *text);

/* Whole lines between the two, each with its end already, as a listing has them. */
void ftp_reply_add_lines(struct ftp_wire *w, const char *lines, size_t length);

/* Reading, at the client. */

enum { FTP_REPLY_TEXT = 512 }; /* as much as is kept of one line */

struct ftp_reply {
    int code;                  /* 100 to 599, once a line of it has come */
    bool unfinished;           /* between the first and the last line    */
    char text[FTP_REPLY_TEXT]; /* the last line, after its code          */
};

enum ftp_reply_result {
    FTP_REPLY_MORE,  /* another line belongs to it              */
    FTP_REPLY_WHOLE, /* that was the last line                  */
    FTP_REPLY_BAD,   /* not a line that a server of FTP may say */
};

/* Adds one line, without its end, to a reply that was zeroed before its first. */
enum ftp_reply_result ftp_reply_read(struct ftp_reply *r, const char *line);

#endif
