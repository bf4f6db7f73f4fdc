/* The data connection of FTP, seen alike from both ends (RFC 959 section 3.2): one side waits at a
 * port and accepts, the other connects to it.  A PASV server and a PORT client accept; a PORT
 * server and a PASV client connect. */
#ifndef FTP_DATA_H
#define FTP_DATA_H

#include "net.h"

enum ftp_data_way {
    FTP_DATA_NOWHERE, /* no port has been agreed on               */
    FTP_DATA_ACCEPT,  /* `listener` waits, for the host in `peer` */
    FTP_DATA_CONNECT, /* `peer` waits                             */
};

struct ftp_data {
    enum ftp_data_way way;
    int listener; /* owned, or -1 */
    int socket;   /* owned, or -1: the connection itself */
    union net_address peer;
};

/* An empty one: no port, no descriptors. */
void ftp_data_begin(struct ftp_data *d);

/* Accepts the connection, with `flags` of accept4(2).  STEP_DONE: it is in d->socket and the
 * listener is closed.  Whoever is not d->peer's host is hung up on and does not count.  STEP_WAIT:
 * nobody came yet.  STEP_FAILED: errno. */
enum step ftp_data_accept(struct ftp_data *d, int flags);

/* Closes what is open; no port is agreed on any more. */
void ftp_data_end(struct ftp_data *d);

#endif
