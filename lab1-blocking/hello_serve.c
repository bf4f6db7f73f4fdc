/* Greets one client, waiting for it in system calls.  lab2-threads runs this file unchanged, once
 * in each thread; lab2-async does the same in callbacks. */
#include "hello_serve.h"

#include "waits.h"

enum { BUDGET = 1024 * 1024 }; /* bytes a step: the socket blocks, so any number will do */

void
hello_serve(int client, const struct hello_server_options *options)
{
    struct transfer greeting = {0};

    hello_log(options, client, "connected");
    /* Step 3: think */
    if (options->think > 0)
        wait_seconds(options->think / 1000.0, client);

    /* Step 4: greet */
    net_set_write_patience(client, HELLO_STALL);
    if (hello_greet(&greeting, options))
        while (transfer_step(&greeting, client, BUDGET) == STEP_MORE)
            continue;
    transfer_end(&greeting);
    hello_log(options, client, "greeted");

    /* Step 5: each side closes its own writer */
    wait_for_end(client, HELLO_PATIENCE);
}
