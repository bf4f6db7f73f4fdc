/* What the machine itself can do: servers without anything that makes a server.
 *
 *     limit hello            accept, write the greeting, close
 *     limit hello-to-end     the same, and wait for the client's end of stream before the close
 *     limit hello-threads    that, with a thread for each client
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
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

enum { STACK = 256 * 1024 }; /* as lab2-threads has it: the default takes the kernel longer */

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
greet(int client, int file, bool to_end)
{
    if (file >= 0)
        limit_send_file(client, file);
    else if (write(client, HELLO_TEXT, HELLO_LENGTH) != HELLO_LENGTH)
        warn("write");
    if (to_end)
        wait_for_end(client);
    close(client);
}

static void
greet_all(int listener, int file, bool to_end)
{
    for (;;)
        greet(accept(listener, NULL, NULL), file, to_end);
}

static int
accept_one(int listener)
{
    return accept(listener, NULL, NULL);
}

static void *
greet_one(void *client)
{
    greet((int)(intptr_t)client, -1, true);
    return NULL;
}

void
limit_in_threads(int listener, int (*begin)(int), void *(*run)(void *))
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (;;)
        if (pthread_create(&thread, &attributes, run, (void *)(intptr_t)begin(listener)) != 0)
            errx(1, "pthread_create");
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
    if (strcmp(argv[1], "hello-threads") == 0)
        limit_in_threads(listener, accept_one, greet_one);
    if (strncmp(argv[1], "hello", 5) == 0)
        greet_all(listener, -1, strcmp(argv[1], "hello-to-end") == 0);
    if (argc > 2 && strcmp(argv[1], "stream") == 0 && (file = open(argv[2], O_RDONLY)) >= 0)
        greet_all(listener, file, false);
    if (argc > 2 && chdir(argv[2]) == 0)
        limit_ftp(listener, argv[1]);
    err(1, "limit");
}
