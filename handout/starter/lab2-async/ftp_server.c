/* ftp_server, all clients in one thread: an event loop calls back whoever has something to do.
 *
 * @COURSE@, @TERM@: exercise 2.3c in handout/lab2-async.md */
#include "data_connection.h"
#include "ftp_server_options.h"
#include "ftp_session.h"
#include "loop.h"
#include "net.h"
#include "process.h"

#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);

    /* The steps stand in the order in which callbacks can name each other: the last one first. */

    /* Step 6: hang up
     * One function, as in hello_server.c; the session is ended, too. */

    /* Step 5: each side closes its own writer
     * As in hello_server.c, with two seconds. */

    /* Step 4: give it what it needs
     * The switch of lab1-blocking/ftp_serve.c.  Where that one waits, this one returns; write
     * beside each return which callback goes on.  data_connection.h tries a data connection. */

    /* Step 3: begin the session */

    /* Step 2: accept a client
     * As in hello_server.c.  Who is too many hears FTP_TOO_MANY: net_refuse(). */

    /* Step 1: listen
     * As in hello_server.c. */
    (void)options;

    ftp_service_end(&service);
    return 0;
}
