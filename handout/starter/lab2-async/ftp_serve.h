/* Serves FTP clients in an event loop.
 *
 * @COURSE@, @TERM@: exercise 2.3c in handout/lab2-async.md */
#ifndef FTP_SERVE_H
#define FTP_SERVE_H

#include "ftp_server_options.h"
#include "ftp_session.h"
#include "loop.h"

#include <sys/queue.h>

/* What all clients share: loop.h wants one place for the loop, and who ends last frees the rest. */
struct server {
    const struct ftp_service *service;
    const struct ftp_server_options *options;
    struct loop loop;
};

/* A client has one of these on the heap: what it needs from one callback to the next. */

/* Begins, and returns: from then on callbacks serve the client, and hang up when its session is
 * over.  Owns the socket, which does not block. */
void ftp_serve(int control, struct server *server);

#endif
