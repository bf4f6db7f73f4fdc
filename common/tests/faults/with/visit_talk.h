/* What is said in a visit: the client's side of FTP, which takes whatever comes. */
#ifndef VISIT_TALK_H
#define VISIT_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { VISIT_LINE = 4096 };

struct visit {
    bool strict;
    int control;
    int data;     /* connected, or -1 */
    int listener; /* waits for the data connection, or -1 */
    bool over;
    char wrong[512]; /* empty: nothing is */
    char buffered[VISIT_LINE];
    size_t length;
    char reply[VISIT_LINE]; /* the last line of the last one */
};

/* Notes what is wrong, the first time, and ends the visit. */
void complain(struct visit *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* As many bytes as have come, 0 at the end of the stream, -1 for a reset or a deadline. */
ssize_t take(struct visit *v, int fd, char *bytes, size_t n);

/* A conversation over a new connection, from hearing the greeting to QUIT: gives what was wrong, in
 * a static buffer, or NULL. */
const char *visit_with(bool strict, void (*talk_over)(struct visit *v));

/* The last line of the next reply; "" once the visit is over. */
const char *hear_reply(struct visit *v);

/* Says a command and hears the reply: NULL when it does not begin with `good`. */
const char *ask(struct visit *v, const char *good, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A connection to that port of this host, or -1; and its end. */
int call(unsigned port);
void hang_up(int *fd);

/* Agrees on a data port in the way of `how` (EPSV, PASV, PORT), says the command, hears 150.  The
 * connection is in v->data, unless the server could not make it.  False after a refusal. */
bool begin_transfer(struct visit *v, const char *how, const char *command);

/* Sends what can be sent there, and its end. */
void send_all(int to, const char *bytes, size_t n);

/* Hangs up there and hears the reply that ends the transfer: true for 226. */
bool end_transfer(struct visit *v);

#endif
