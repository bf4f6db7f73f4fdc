/* hello_server, all clients in one thread: an event loop calls back whoever has something to do.
 *
 * @COURSE@, @TERM@: exercise 2.3b in handout/lab2-async.md */
#include "clock.h"
#include "hello.h"
#include "loop.h"
#include "net.h"
#include "process.h"

#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);

    /* The steps stand in the order in which callbacks can name each other: the last one first. */

    /* Step 6: hang up
     * One function: remove the event, end the transfer, close, tell the loop, free. */

    /* Step 5: each side closes its own writer
     * shutdown(2), then wait for EV_READ until the end of the stream, HELLO_PATIENCE seconds at
     * most in all. */

    /* Step 4: greet
     * hello_greet(), then transfer_step().  STEP_WAIT or STEP_MORE: wait for EV_WRITE, and return.
     */

    /* Step 3: think
     * A timer, and return. */

    /* Step 2: accept a client
     * loop_accept() until it says -1; a struct on the heap for each. */

    /* Step 1: listen
     * server_listen() with SOCK_NONBLOCK, loop_begin(), net_announce(), loop_run(); free the
     * clients that are left, then loop_end(). */
    (void)options;

    return 0;
}
