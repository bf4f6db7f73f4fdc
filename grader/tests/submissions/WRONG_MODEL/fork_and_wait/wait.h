/* Story: a process for each client, and waitpid(2) right behind fork(2). */
#include <sys/wait.h>

static void
wait_for_clients(int listener)
{
    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        pid_t child = fork();
        if (child == 0) {
            serve(fd);
            _exit(0);
        }
        close(fd);
        waitpid(child, NULL, 0);
    }
}
