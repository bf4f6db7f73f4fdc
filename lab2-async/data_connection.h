/* The data connection of FTP on sockets that do not block: tried now, waited for in the loop.  The
 * server and the client of this lab make theirs with it. */
#ifndef DATA_CONNECTION_H
#define DATA_CONNECTION_H

#include "ftp_data.h"

#include <event2/event.h>

/* Accepts or connects, whichever was agreed on.  STEP_DONE: d->socket is connected.  STEP_WAIT: try
 * again when the event below has come.  STEP_FAILED: errno. */
enum step data_connection_try(struct ftp_data *d);

/* What to wait for after STEP_WAIT: EV_READ or EV_WRITE, at *descriptor. */
short data_connection_event(const struct ftp_data *d, int *descriptor);

#endif
