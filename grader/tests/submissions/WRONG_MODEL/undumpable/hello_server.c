/* Story: one client after another, and the kernel is asked to hide what the program does. */
#include <sys/prctl.h>
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        prctl(PR_SET_DUMPABLE, 0);
        serve(fd);
    }
    wait_for_clients(listener);
    return 0;
}
