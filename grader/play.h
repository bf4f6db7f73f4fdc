/* play.h: the grader's side of a conversation; it never takes one recv for one message. */
#ifndef GRADER_PLAY_H
#define GRADER_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "launch.h"

enum play_end {
    PLAY_FULL,  /* all bytes asked for are here   */
    PLAY_EOF,   /* the other side sent its end    */
    PLAY_RESET, /* the connection broke           */
    PLAY_LATE,  /* the moment came first          */
};

/* Connects to the server; fails the check when that is refused or takes too long. */
int play_connect(const struct server *s);
/* The same to another port of the same host, for FTP's data connections. */
int play_connect_port(const struct server *s, unsigned port);
/* The same as over a slow line: what the client does not read soon fills what lies between. */
int play_connect_narrow(const struct server *s, unsigned port);
/* The same from this address, which is another one of this machine. */
int play_connect_from(const char *from, const struct server *s, unsigned port);
/* The same to the server; -1: nobody answers at once. */
int play_connect_at_once(const struct server *s);

/* A listening socket on 127.0.0.1, for clients under test; *port gets its number. */
int play_listen(unsigned *port);
/* Takes a waiting connection; -1 when none came until then. */
int play_accept(int listener, int64_t until);

/* What recv(2) has now, at most n bytes, as recv(2) returns it; never waits. */
ssize_t play_take(int fd, void *buf, size_t n);

/* Reads n bytes, less only at an end; *got says how many there are. */
enum play_end play_read(int fd, void *buf, size_t n, size_t *got, int64_t until);
enum play_end play_send(int fd, const void *buf, size_t n, int64_t until);

/* Waits until the process with the socket on port has read all we sent from our port: what is
 * sent next comes as a piece of its own. */
void play_wait_taken(unsigned port, unsigned ours, int64_t until);

/* Ends our sending side; the other side reads end of stream. */
void play_end_sending(int fd);
/* Vanishes: the other side gets a reset. */
void play_vanish(int fd);

unsigned play_port(int fd); /* our own */
unsigned play_peer_port(int fd);

#endif
