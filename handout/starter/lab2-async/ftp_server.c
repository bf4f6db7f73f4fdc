/* ftp_server, all clients in one thread: an event loop calls back whoever has something to do.
 *
 * @COURSE@, @TERM@: exercise 2.3c in handout/lab2-async.md */
#include "ftp_serve.h"
#include "ftp_server_options.h"
#include "net.h"
#include "process.h"

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);

    /* Step 2: accept a client
     * As in hello_server.c; ftp_serve() does steps 3 to 6.  Who is too many hears FTP_TOO_MANY:
     * net_refuse(). */

    /* Step 1: listen
     * As in hello_server.c. */
    (void)options;

    ftp_service_end(&service);
    return 0;
}
