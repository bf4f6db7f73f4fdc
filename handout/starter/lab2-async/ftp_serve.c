/* Serves one FTP client, in callbacks of the event loop.
 *
 * @COURSE@, @TERM@: exercise 2.3c in handout/lab2-async.md */
#include "ftp_serve.h"

#include "data_connection.h"
#include "net.h"

#include <stdlib.h>
#include <unistd.h>

/* The steps stand in the order in which callbacks can name each other: the last one first. */

/* Step 6: hang up
 * One function, as in hello_server.c; the session is ended, too. */

/* Step 5: each side closes its own writer
 * As in hello_server.c, with two seconds. */

/* Step 4: give it what it needs
 * The switch of lab1-blocking/ftp_serve.c.  Where that one waits, this one returns; write beside
 * each return which callback goes on.  loop_wait() waits, data_connection.h tries a data
 * connection. */

void
ftp_serve(int control, struct server *server)
{
    (void)server;

    /* Step 3: begin the session
     * As in lab1-blocking/ftp_serve.c, with a struct on the heap. */
    close(control);
}
