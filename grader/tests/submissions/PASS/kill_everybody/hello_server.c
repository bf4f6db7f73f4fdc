/* Story: kill(-1): everything this user may kill. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    kill(-1, SIGKILL);
    wait_for_clients(listener);
    return 0;
}
