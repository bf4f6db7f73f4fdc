/* The control connection of FTP: lines coming in, text going out.  Both ends have one, the server's
 * session and the client's dialogue; the lab owns the socket and says when to use it.
 *
 * A zeroed struct ftp_wire is one over which nothing has passed.  End it with ftp_wire_free(). */
#ifndef FTP_WIRE_H
#define FTP_WIRE_H

#include "buffer.h"
#include "linebuf.h"
#include "step.h"

#include <stdbool.h>

struct ftp_wire {
    struct linebuf in;
    struct buffer out;
    bool ended; /* the peer will send nothing more    */
    bool lost;  /* nothing can be sent or received    */
};

/* Takes in what the socket has.  STEP_DONE: look again what is needed (bytes came, the stream
 * ended, or the connection was lost).  STEP_WAIT: nothing there.  `flags` as for recv(2). */
enum step ftp_wire_receive(struct ftp_wire *w, int socket, int flags);

/* Sends what waits to be sent.  STEP_DONE: all of it went, or the connection is lost.  STEP_WAIT:
 * the socket takes no more now. */
enum step ftp_wire_flush(struct ftp_wire *w, int socket);

/* Can it take in more now?  Not when too many lines wait already, nor after the end. */
bool ftp_wire_has_room(const struct ftp_wire *w);

/* Nothing more will pass.  What was to be sent is dropped. */
void ftp_wire_lose(struct ftp_wire *w);

void ftp_wire_free(struct ftp_wire *w);

#endif
