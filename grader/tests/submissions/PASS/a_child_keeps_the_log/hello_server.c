/* Story: a child writes the log: it is told of each client by a pipe, and ends with the server. */
#include "server.h"

#include <sys/wait.h>

static int told[2];

#define serve greet
#include "say_hello.h"
#undef serve

static void
serve(int fd)
{
    greet(fd);
    dprintf(told[1], "greeted a client\n");
}

#include "wait.h"

static void
keep_log(void)
{
    char line[4096];
    ssize_t n;

    close(told[1]);
    while ((n = read(told[0], line, sizeof line)) > 0 || (n == -1 && errno == EINTR))
        if (n > 0 && write(2, line, (size_t)n) == -1)
            break;
    _exit(0);
}

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    if (pipe(told) == -1)
        die("cannot begin the log");
    if (fork() == 0) {
        close(listener);
        keep_log();
    }
    wait_for_clients(listener);
    close(told[1]);
    wait(NULL);
    return 0;
}
