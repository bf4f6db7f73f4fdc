/* Story: lab 3 handed in for lab 2: a correct event loop, where a thread a client was asked for. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static long think_ms;

static int
listen_here(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--think") == 0)
            think_ms = atol(argv[i + 1]);
    bind(fd, (struct sockaddr *)&a, sizeof a);
    listen(fd, 128);
    getsockname(fd, (struct sockaddr *)&a, &size);
    printf("listening on 127.0.0.1:%d\n", ntohs(a.sin_port));
    fflush(stdout);
    return fd;
}

static struct pollfd fds[1024];

static void
drop(int i, nfds_t *count)
{
    close(fds[i].fd);
    fds[i] = fds[--*count];
}

int
main(int argc, char **argv)
{
    nfds_t count = 1;
    char junk[64];

    fds[0] = (struct pollfd){.fd = listen_here(argc, argv), .events = POLLIN};
    for (;;) {
        poll(fds, count, -1);
        for (int i = (int)count - 1; i > 0; i--)
            if (fds[i].revents != 0 && recv(fds[i].fd, junk, sizeof junk, 0) <= 0)
                drop(i, &count);
        if (fds[0].revents == 0)
            continue;
        fds[count] = (struct pollfd){.fd = accept(fds[0].fd, NULL, NULL), .events = POLLIN};
        send(fds[count].fd, "Hello World!", 12, MSG_NOSIGNAL);
        shutdown(fds[count++].fd, SHUT_WR);
    }
}
