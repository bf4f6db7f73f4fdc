/* Story: it stops itself, as Ctrl-Z would. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    raise(SIGSTOP);
    wait_for_clients(listener);
    return 0;
}
