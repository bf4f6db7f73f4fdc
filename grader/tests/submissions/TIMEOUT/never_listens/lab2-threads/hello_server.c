/* Story: listen(2) was forgotten. bind(2) worked, accept(2) fails at once with EINVAL, and the loop
 * around it spins for ever without a ready line. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int
main(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), client = -1;

    bind(fd, (struct sockaddr *)&a, sizeof a);
    while (client == -1)
        client = accept(fd, NULL, NULL);
    printf("listening on 127.0.0.1:%d\n", ntohs(a.sin_port));
    return 0;
}
