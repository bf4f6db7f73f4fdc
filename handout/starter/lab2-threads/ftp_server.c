/* ftp_server, a thread for each client: while one thread waits the system runs another.
 *
 * @COURSE@, @TERM@: exercise 2.1c in handout/lab2-threads.md */
#include "clients.h"
#include "ftp_serve.h"
#include "ftp_server_options.h"
#include "ftp_session.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);

    /* Step 6: hang up
     * In the thread's function, as in hello_server.c. */

    /* Step 1: listen
     * As in hello_server.c; at most options.max_clients at a time. */
    (void)options;

    /* Step 2: accept a client
     * As in hello_server.c.  Who is too many hears FTP_TOO_MANY: net_refuse(). */

    ftp_service_end(&service);
    return 0;
}
