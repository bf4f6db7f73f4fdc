/* Story: a thread for each client passes its commands on to the file server of lab2-async, which
 * was started beside it. */
#include "server.h"

#include "relay.h"

#include "other_lab.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    begin_worker("lab2-async", argv);
    wait_for_clients(server_begin(argc, argv, "2121"));
    return 0;
}
