/* ftp_server, one client at a time: the others wait in the kernel's queue until it is their turn.
 * lab2-threads gives each client a thread, lab2-async an event. */
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
    int listener;
    int client;

    /* Step 1: listen */
    listener = server_listen(&options.server, 0);
    net_set_control(listener); /* its clients inherit that */
    process_prepare();
    process_give_up_root(options.run_as);
    process_leave_no_core(service.user_count > 0);
    stop_on_signals(listener);
    net_announce(listener);

    /* Step 2: accept a client */
    while ((client = stop_accept(listener)) >= 0) {
        stop_cuts_off(client, options.server.grace);
        ftp_serve(client, &service); /* steps 3 to 5 */
        stop_cuts_off(-1, 0);
        /* Step 6: hang up */
        close(client);
    }

    close(listener);
    ftp_service_end(&service);
    return 0;
}
