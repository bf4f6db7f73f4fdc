/* Story: an FTP server with a thread a client, and one static line buffer for all of them ("static,
 * so that it is not on the stack"). Alone every client is served well; half lines of two
 * clients mix. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
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

/* One more byte of a line; 1: the line is whole. */
static int
take(char c)
{
    static char line[512];
    static size_t used;

    if (c != '\n') {
        if (used < sizeof line - 1)
            line[used++] = c;
        return 0;
    }
    line[used] = '\0';
    used = 0;
    return strncmp(line, "NOOP", 4) == 0 ? 200 : strncmp(line, "USER", 4) == 0 ? 230 : 500;
}

static void *
run(void *arg)
{
    int fd = (int)(long)arg, code;
    char c, reply[32];

    send(fd, "220 hello\r\n", 11, MSG_NOSIGNAL);
    while (recv(fd, &c, 1, 0) == 1)
        if ((code = take(c)) != 0)
            send(fd, reply, (size_t)sprintf(reply, "%d so\r\n", code), MSG_NOSIGNAL);
    close(fd);
    return NULL;
}

int
main(int argc, char **argv)
{
    int listener = listen_here(argc, argv);
    pthread_t thread;

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        pthread_create(&thread, NULL, run, (void *)(long)fd);
        pthread_detach(thread);
    }
}
