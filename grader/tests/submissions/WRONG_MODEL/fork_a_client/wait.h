/* Story: a process for each client, as in many an old book; the exercise asks for threads. */
#include <sys/wait.h>

static void
wait_for_clients(int listener)
{
    signal(SIGCHLD, SIG_IGN);
    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        if (fd != -1 && fork() == 0) {
            close(listener);
            serve(fd);
            _exit(0);
        }
        close(fd);
    }
}
