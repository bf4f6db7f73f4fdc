/* hello_server, one client at a time: the others wait in the kernel's queue until it is their turn.
 *
 * @COURSE@, @TERM@: exercise 1.1 in handout/lab1.md */
#include "hello_serve.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);

    /* Step 1: listen
     * server_listen() opens the socket, process_prepare() and stop_on_signals() see to signals,
     * net_announce() prints the ready line. */
    (void)options;

    /* Step 2: accept a client
     * stop_accept() gives the next one, and -1 once a signal says stop.  hello_serve() does steps 3
     * to 5; stop_cuts_off() is to know whom it serves. */

    /* Step 6: hang up
     * On the client; on the listener only when there are no more clients. */

    return 0;
}
