/* What the machine itself can do: servers without anything that makes a server.
 *
 *     limit hello            accept, write the greeting, close
 *     limit hello-to-end     the same, and wait for the client's end of stream before the close
 *     limit stream FILE      accept, sendfile, close
 *     limit ftp DIR          accept and answer by rote, all clients in one epoll
 *     limit ftp-threads DIR  the same, a thread for each client
 *     limit ftp-in-turn DIR  the same, one client at a time
 *
 * They check nothing and survive nothing: no server can be expected to be faster. */
#include "limit.h"

#include "hello.h"
#include "net.h"

#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

void
limit_send_file(int socket, int file)
{
    off_t at = 0;

    while (sendfile(socket, file, &at, 1 << 20) > 0)
        continue;
}

static void
wait_for_end(int client)
{
    char bytes[64];

    shutdown(client, SHUT_WR);
    while (read(client, bytes, sizeof bytes) > 0)
        continue;
}

static void
greet_all(int listener, int file, bool to_end)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);

        if (file >= 0)
            limit_send_file(client, file);
        else if (write(client, HELLO_TEXT, HELLO_LENGTH) != HELLO_LENGTH)
            warn("write");
        if (to_end)
            wait_for_end(client);
        close(client);
    }
}

int
main(int argc, char **argv)
{
    union net_address any;
    int listener, file = -1;

    signal(SIGPIPE, SIG_IGN);
    net_address(&any, "127.0.0.1", 0);
    listener = net_listen(&any, 0);
    if (argc < 2 || listener < 0)
        err(1, "limit");
    net_announce(listener);
    if (strncmp(argv[1], "hello", 5) == 0)
        greet_all(listener, -1, strcmp(argv[1], "hello-to-end") == 0);
    if (argc > 2 && strcmp(argv[1], "stream") == 0 && (file = open(argv[2], O_RDONLY)) >= 0)
        greet_all(listener, file, false);
    if (argc > 2 && chdir(argv[2]) == 0)
        limit_ftp(listener, argv[1]);
    err(1, "limit");
}
