/* hello_client.c for the threads: the stories' own, apart from what the story says. */
#include <errno.h>
#include <getopt.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char *host = "127.0.0.1", *port = "3720", *expect = "12";
static int failed;

struct client {
    int number;
    pthread_t thread;
};

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
dial(void)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *a;
    int fd;

    if (getaddrinfo(host, port, &hints, &a) != 0)
        return -1;
    fd = socket(a->ai_family, SOCK_STREAM, 0);
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
        return fd;
    close(fd);
    return -1;
}

static void
fail(int number, const char *why)
{
    fprintf(stderr, "client %d: %s\n", number, why);
    __sync_add_and_fetch(&failed, 1);
}

/* Reads what is expected; how much there was, or -1. */
static long
read_all(int fd, char text[13])
{
    char buf[4096];
    long got = 0, want = strcmp(expect, "all") == 0 ? -1 : atol(expect);
    ssize_t n = 1;

    while ((want == -1 || got < want) && n > 0) {
        size_t room = want != -1 && want - got < (long)sizeof buf ? (size_t)(want - got)
                                                                  : sizeof buf;
        n = recv(fd, buf, room, 0);
        for (ssize_t i = 0; i < n && got + i < 12; i++)
            text[got + i] = buf[i];
        got += n > 0 ? n : 0;
    }
    return n == -1 ? -1 : got;
}

static void *
run(void *arg)
{
    struct client *c = arg;
    char text[13] = "";
    double begin = now();
    int fd = dial();
    long got = fd == -1 ? -1 : read_all(fd, text);

    if (fd != -1)
        close(fd);
    if (got == -1)
        fail(c->number, strerror(errno));
    else if (strcmp(expect, "all") != 0 && got < atol(expect))
        fail(c->number, "the greeting is too short");
    else if (got == 12)
        printf("client %d: %s (%.3f s)\n", c->number, text, now() - begin);
    else
        printf("client %d: %ld bytes (%.3f s)\n", c->number, got, now() - begin);
    return NULL;
}

int
main(int argc, char **argv)
{
    static const struct option options[] = {{"host", 1, 0, 'h'},    {"port", 1, 0, 'p'},
                                            {"clients", 1, 0, 'c'}, {"expect", 1, 0, 'e'},
                                            {"help", 0, 0, 'H'},    {0, 0, 0, 0}};
    static struct client clients[1000];
    int count = 1, c;
    double begin = now();

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (c) {
        case 'h': host = optarg; break;
        case 'p': port = optarg; break;
        case 'c': count = atoi(optarg); break;
        case 'e': expect = optarg; break;
        case 'H': puts("Options: --host --port --clients --expect"); return 0;
        default: return 2;
        }
    for (int i = 0; i < count; i++) {
        clients[i].number = i + 1;
        pthread_create(&clients[i].thread, NULL, run, &clients[i]);
    }
    for (int i = 0; i < count; i++)
        pthread_join(clients[i].thread, NULL);
    printf("%d of %d clients in %.3f s\n", count - failed, count, now() - begin);
    return failed > 0;
}
