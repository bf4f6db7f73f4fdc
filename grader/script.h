/* script.h: a server of the grader's own, which does to a hello_client what a script says. */
#ifndef GRADER_SCRIPT_H
#define GRADER_SCRIPT_H

#include "play.h"

struct script {
    int listener;
    unsigned port;
    struct program client;
};

/* Listens, and starts the lab's hello_client with --clients and --expect. */
void script_begin(struct script *s, const char *clients, const char *expect);

/* Takes the next connection; the check fails when none comes. */
int script_take(struct script *s);

/* Sends all n bytes. */
void script_give(int fd, const void *bytes, size_t n);

/* Fails the check unless the client's stdout fits the extended regular expression. */
void script_match(const struct script *s, const char *pattern, const char *expected);

/* The last act: end of stream, then the client's end; closes fd. */
void script_part(int fd);

#endif
