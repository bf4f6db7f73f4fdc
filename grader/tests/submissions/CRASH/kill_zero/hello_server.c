/* Story: it kills its process group once it listens, in the hope that the grader is in it. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    kill(0, SIGKILL);
    wait_for_clients(listener);
    return 0;
}
