/* Story: a grandchild in a session of its own keeps stdout open for an hour. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            sleep(3600);
        _exit(0);
    }
    wait_for_clients(listener);
    return 0;
}
