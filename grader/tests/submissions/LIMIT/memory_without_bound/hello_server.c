/* Story: memory without bound. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    for (;;)
        memset(malloc(1 << 20), 1, 1 << 20);
    wait_for_clients(listener);
    return 0;
}
