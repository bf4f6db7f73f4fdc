/* hello_server, one client at a time: the others wait in the kernel's queue until it is their turn.
 * lab2-threads gives each client a thread, lab2-async an event. */
#include "hello_serve.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);
    int listener;
    int client;

    /* Step 1: listen */
    listener = server_listen(&options.server, 0);
    process_prepare();
    stop_on_signals(listener);
    net_announce(listener);

    /* Step 2: accept a client */
    while ((client = stop_accept(listener)) >= 0) {
        stop_cuts_off(client, options.server.grace);
        hello_serve(client, &options); /* steps 3 to 5 */
        stop_cuts_off(-1, 0);
        /* Step 6: hang up */
        close(client);
    }

    close(listener);
    return 0;
}
