/* Serves FTP clients in an event loop. */
#ifndef FTP_SERVE_H
#define FTP_SERVE_H

#include "ftp_server_options.h"
#include "ftp_session.h"
#include "loop.h"

#include <sys/queue.h>

/* What all clients share. */
struct server {
    const struct ftp_service *service;
    const struct ftp_server_options *options;
    struct loop loop;
    LIST_HEAD(, client) clients; /* being served */
};

struct client {
    struct server *server;
    int control;
    struct ftp_session session;
    bool leaving;            /* all is said: what still comes does not matter */
    struct event on_control; /* what it waits for there, or a pause */
    struct event on_data;    /* what it waits for at the data port or connection */
    LIST_ENTRY(client) others;
};

/* Begins, and returns: from then on callbacks serve the client, and hang up when its session is
 * over.  Owns the socket, which does not block; refuses when there is no memory. */
void ftp_serve(int control, struct server *server);

/* Hangs up at once, whatever the client waits for. */
void ftp_serve_end(struct client *c);

#endif
