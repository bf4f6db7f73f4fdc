/* launch.h: a student's server, started on a port of the kernel's choice and known by its ready
 * line. */
#ifndef GRADER_LAUNCH_H
#define GRADER_LAUNCH_H

#include "content.h"
#include "procnet.h"
#include "program.h"

struct server {
    struct program program;
    char host[64]; /* as the ready line says it, without brackets */
    unsigned port;
    long ready_ms; /* from fork to the ready line */
};

/* Starts the lab's server with --port 0 and args (ends with NULL), waits for the ready line and
 * makes sure that what listens there is what was started. Fails the check otherwise. */
void launch_start(struct server *s, const struct lab *lab, const char *name,
                  const char *const *args);

/* The same on the port s has: a server that was stopped is started again. */
void launch_again(struct server *s, const struct lab *lab, const char *name);

/* Starts the lab's hello_server, which is to --send a file with this content. */
void launch_sending(struct server *s, const struct content *c);

/* "listening on 127.0.0.1:40123" and a newline, nothing before it; false otherwise. */
bool launch_parse_ready(const char *text, char *host, size_t size, unsigned *port);

/* Does a process among the started ones hold the socket that listens there? row gets its row. */
bool launch_listens(const struct server *s, struct tcp_row *row);

#endif
