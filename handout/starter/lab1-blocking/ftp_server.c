/* ftp_server, one client at a time: the others wait in the kernel's queue until it is their turn.
 *
 * @COURSE@, @TERM@: exercise 1.3 in handout/lab1.md */
#include "ftp_serve.h"
#include "ftp_server_options.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);

    /* Step 1: listen
     * As in hello_server.c; process_give_up_root(options.run_as) comes before the ready line. */
    (void)options;

    /* Step 2: accept a client
     * As in hello_server.c; ftp_serve() does steps 3 to 5. */

    /* Step 6: hang up */

    ftp_service_end(&service);
    return 0;
}
