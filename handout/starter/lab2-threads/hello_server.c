/* hello_server, a thread for each client: while one thread waits the system runs another.
 *
 * @COURSE@, @TERM@: exercise 2.1b in handout/lab2-threads.md */
#include "clients.h"
#include "hello_serve.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);

    /* Step 6: hang up
     * Last thing in the thread's function, which stands above this one: clients_leave().  Before
     * it, hello_serve() does steps 3 to 5, as in lab 1. */

    /* Step 1: listen
     * As in lab 1.  clients_begin() makes the list of running clients, and
     * clients_thread_attributes() says of their threads that nobody will join them. */
    (void)options;

    /* Step 2: accept a client
     * As in lab 1; but start a thread instead of serving.  clients_enter() gives you what to hand
     * to it: one for each, on the heap. */

    /* At the end clients_finish() waits for those who are still served, for --grace seconds. */
    return 0;
}
