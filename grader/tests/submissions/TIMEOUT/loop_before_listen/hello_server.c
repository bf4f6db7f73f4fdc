/* Story: it counts before it listens, and never comes to an end. */
static void __attribute__((constructor))
count(void)
{
    for (volatile long i = 0;; i++)
        continue;
}

#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");


    wait_for_clients(listener);
    return 0;
}
