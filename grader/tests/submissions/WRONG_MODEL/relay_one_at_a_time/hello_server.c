/* Story: one client at a time is passed on to the server of lab2-async, which was started beside it. */
#include "server.h"

#include "relay.h"

#include "other_lab.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    begin_worker("lab2-async", argv);
    wait_for_clients(server_begin(argc, argv, "3720"));
    return 0;
}
