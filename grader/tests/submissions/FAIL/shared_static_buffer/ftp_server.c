/* Story: an FTP server with a thread a client, and one static line buffer for all of them ("static,
 * so that it is not on the stack"). Alone every client is served well; half lines of two
 * clients mix. */
#include "server.h"

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

static void
serve(int fd)
{
    char c, reply[32];
    int code;

    send_all(fd, "220 hello\r\n", 11);
    while (recv(fd, &c, 1, 0) == 1)
        if ((code = take(c)) != 0)
            send_all(fd, reply, (size_t)sprintf(reply, "%d so\r\n", code));
    close(fd);
}

#include "wait.h"

int
main(int argc, char **argv)
{
    wait_for_clients(server_begin(argc, argv, "2121"));
    return 0;
}
