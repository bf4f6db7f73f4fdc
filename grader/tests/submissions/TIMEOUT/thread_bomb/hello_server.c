/* Story: threads without end: at the limit no more can be made, and it tries on. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    for (;;)
        begin_thread(-1);
    wait_for_clients(listener);
    return 0;
}
