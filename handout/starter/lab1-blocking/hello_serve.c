/* Greets one client, waiting for it in system calls.
 *
 * @COURSE@, @TERM@: exercise 1.1 in handout/lab1.md */
#include "hello_serve.h"

#include "waits.h"

void
hello_serve(int client, const struct hello_server_options *options)
{
    (void)client, (void)options;

    /* Step 3: think
     * options->think milliseconds, if any: see waits.h. */

    /* Step 4: greet
     * hello_greet() begins a transfer; transfer_step() moves it on.  Bound the wait: HELLO_STALL.
     */

    /* Step 5: each side closes its own writer
     * wait_for_end() says that we are done, and waits for the client to say so, too. */
}
