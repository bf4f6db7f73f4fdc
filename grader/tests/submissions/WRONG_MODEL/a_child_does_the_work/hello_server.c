/* Story: a thread for each client passes all it says on to a child, which greets; the two talk over
 * local sockets, which are no TCP connections. */
#include "server.h"

#include <sys/prctl.h>
#include <sys/un.h>

#define serve greet /* the child's */
#include "say_hello.h"
#undef serve

#include "relay.h"

#include "wait.h"

static int workers_end;
static struct sockaddr_un workers = {.sun_family = AF_UNIX};
static socklen_t workers_size = sizeof workers.sun_family; /* the kernel chooses the name */

static int
meet_worker(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (connect(fd, (struct sockaddr *)&workers, workers_size) == -1)
        die("the child is gone");
    return fd;
}

static void *
greet_one(void *arg)
{
    greet((int)(intptr_t)arg);
    return NULL;
}

static void
work(void)
{
    pthread_t thread;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        int fd = accept(workers_end, NULL, NULL);
        pthread_create(&thread, NULL, greet_one, (void *)(intptr_t)fd);
        pthread_detach(thread);
    }
}

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    workers_end = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(workers_end, (struct sockaddr *)&workers, workers_size) == -1 ||
        listen(workers_end, 128) == -1)
        die("cannot listen for the child");
    workers_size = sizeof workers;
    getsockname(workers_end, (struct sockaddr *)&workers, &workers_size);
    if (fork() == 0)
        work();
    wait_for_clients(listener);
    return 0;
}
