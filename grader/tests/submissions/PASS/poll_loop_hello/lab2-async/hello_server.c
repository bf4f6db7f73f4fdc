/* Story: "We were told one thread and one loop; nobody said which library." This server has no
 * libevent and not one non-blocking socket: poll(2) says who is ready, so no call ever waits for
 * one client only. It is unusual and right, and must earn every point. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX 1024

static struct pollfd fds[MAX];
static long due[MAX]; /* >0: when to greet; <0: -(when to give up) */
static int count = 1;

static long
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
drop(int i)
{
    close(fds[i].fd);
    fds[i] = fds[--count];
    due[i] = due[count];
}

static void
greet(int i)
{
    send(fds[i].fd, "Hello World!", 12, MSG_NOSIGNAL);
    shutdown(fds[i].fd, SHUT_WR);
    fds[i].events = POLLIN;
    due[i] = -(now_ms() + 5000);
}

static int
next_timeout(void)
{
    long best = -1, now = now_ms();
    for (int i = 1; i < count; i++) {
        long at = labs(due[i]) - now;
        if (best == -1 || at < best)
            best = at < 0 ? 0 : at;
    }
    return (int)best;
}

int
main(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    long think = 0;
    char junk[512];

    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--think") == 0)
            think = atol(argv[i + 1]);
    }
    fds[0].fd = socket(AF_INET, SOCK_STREAM, 0);
    fds[0].events = POLLIN;
    bind(fds[0].fd, (struct sockaddr *)&a, sizeof a);
    listen(fds[0].fd, 128);
    getsockname(fds[0].fd, (struct sockaddr *)&a, &size);
    printf("listening on 127.0.0.1:%d\n", ntohs(a.sin_port));
    fflush(stdout);
    for (;;) {
        poll(fds, (nfds_t)count, next_timeout());
        for (int i = count - 1; i > 0; i--) {
            long now = now_ms();
            if (due[i] > 0 && now >= due[i])
                greet(i);
            else if (due[i] < 0 && now >= -due[i])
                drop(i);
            else if (fds[i].revents && recv(fds[i].fd, junk, sizeof junk, 0) <= 0)
                drop(i);
        }
        if (fds[0].revents & POLLIN) {
            fds[count].fd = accept(fds[0].fd, NULL, NULL);
            fds[count].events = 0;
            fds[count].revents = 0;
            due[count] = now_ms() + think;
            if (due[count] <= now_ms())
                greet(count);
            count++;
        }
    }
}
