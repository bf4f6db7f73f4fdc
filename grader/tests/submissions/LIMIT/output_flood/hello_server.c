/* Story: output without end, on both streams. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    for (;;) {
        puts("Hello World! Hello World! Hello World! Hello World! Hello World!");
        fputs("error: all is well\n", stderr);
    }
    wait_for_clients(listener);
    return 0;
}
