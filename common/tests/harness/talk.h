/* One end of a connection in a test, and what is said over it:
 *
 *     say(c, "USER anonymous");
 *     hear(c, "331 *");
 *
 * Nothing in here takes one recv(2) for one message.  Byte by byte (kit_bytewise), each byte of a
 * line goes into a send(2) of its own and comes out of a recv(2) of its own.
 *
 * Every verb ends the test when it cannot be done within KIT_PATIENCE. */
#ifndef TALK_H
#define TALK_H

#include "kit.h"

#include <stddef.h>

enum { TALKS = 1100, TALK_NAME = 16 };

struct talk {
    int fd; /* -1 once it is closed */
    char name[TALK_NAME];
    char *in; /* received and not heard yet */
    size_t length;
    size_t size;
    bool ended;  /* the peer has ended its stream, or reset it */
    char *heard; /* the last reply */
    char *line;  /* the last line  */
};

/* To host:port ("127.0.0.1" or "::1"), or, from() a local address that is not the usual one. */
struct talk *talk_connect(const char *host, unsigned port);
struct talk *talk_connect_from(const char *from, const char *host, unsigned port);

/* The same, but NULL if the peer refuses. */
struct talk *talk_try(const char *host, unsigned port);

/* Takes over a descriptor.  It is closed at the end of the test, as all of them are. */
struct talk *talk_adopt(int fd, const char *name);

/* A listener on 127.0.0.1 or ::1 and its port; accept with a deadline. */
int talk_listen(const char *host, unsigned *port);
int talk_accept(int listener);

/* A listener on 127.0.0.1 that does not answer: who connects there waits. */
int talk_listen_deaf(unsigned *port);

/* A line: CRLF is added. */
void talk_say(struct talk *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define say(...) (AT, talk_say(__VA_ARGS__))

/* Bytes as they are: half a line, several lines, a NUL, a megabyte. */
void talk_send(struct talk *t, const void *bytes, size_t n);
#define say_bytes(t, text) (AT, talk_send(t, text, sizeof(text) - 1))

/* The same to a peer that may have gone: false when it has. */
bool talk_tell(struct talk *t, const void *bytes, size_t n);

/* One byte as TCP's urgent data. */
void talk_urgent(struct talk *t, char byte);

/* As many of n bytes as go without waiting; 0 also when the connection is gone. */
size_t talk_send_some(struct talk *t, const void *bytes, size_t n);

/* Hears one reply of FTP, of one line or several, and fails unless the whole of it (lines joined by
 * LF) fits the pattern of fnmatch(3), with its @(this|that).  Returns it; valid until the next. */
const char *talk_hear(struct talk *t, const char *pattern);
#define hear(t, pattern) (AT, talk_hear(t, pattern))

/* Hears a line that ends with CRLF, whatever is in it; valid until the next.  NULL at the end
 * of the stream. */
char *talk_line(struct talk *t);

/* Is there something to hear now?  Does not wait. */
bool talk_has_said(struct talk *t);

/* Waits until there is, or the stream has ended: false at the deadline. */
bool talk_wait(struct talk *t, double deadline);

/* Nothing more comes: the stream ends (or is reset) here. */
void talk_hear_end(struct talk *t);
#define hear_end(t) (AT, talk_hear_end(t))

/* All that comes until the end of the stream.  The caller frees it; *n may be NULL. */
char *talk_drain(struct talk *t, size_t *n);

/* At least n bytes, which stay to be heard. */
void talk_fill(struct talk *t, size_t n);

/* Ends the sending side, closes, or closes so that the peer gets a reset. */
void talk_finish(struct talk *t);
void talk_hang_up(struct talk *t);
void talk_reset(struct talk *t);

#endif
