/* server.h: what the stories' servers share: options, a listening socket, signals. Written apart
 * from the kit's own code, as a student might. */
#include <errno.h>
#include <getopt.h>
#include <netdb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct {
    const char *host, *port, *root, *send;
    long think, grace, max_clients, idle;
    bool writable;
} o = {"127.0.0.1", NULL, ".", NULL, 0, 5, 1000, 300, false};

static volatile sig_atomic_t stopping;

static void
on_signal(int signal)
{
    (void)signal;
    if (stopping)
        _exit(0);
    stopping = 1;
    alarm((unsigned)o.grace);
}

static void
on_grace_over(int signal)
{
    (void)signal;
    _exit(0);
}

static void
die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void
read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"host", 1, 0, 'h'},  {"port", 1, 0, 'p'},        {"think", 1, 0, 't'},
        {"send", 1, 0, 's'},  {"grace", 1, 0, 'g'},       {"root", 1, 0, 'r'},
        {"users", 1, 0, 'x'}, {"max-clients", 1, 0, 'm'}, {"idle-timeout", 1, 0, 'i'},
        {"help", 0, 0, '?' + 1}, {"verbose", 0, 0, 'v'},  {"writable", 0, 0, 'w'},
        {"no-anonymous", 0, 0, 'x'}, {"passive-ports", 1, 0, 'x'}, {0, 0, 0, 0}};
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (c) {
        case 'h': o.host = optarg; break;
        case 'p': o.port = optarg; break;
        case 't': o.think = atol(optarg); break;
        case 's': o.send = optarg; break;
        case 'g': o.grace = atol(optarg); break;
        case 'r': o.root = optarg; break;
        case 'm': o.max_clients = atol(optarg); break;
        case 'i': o.idle = atol(optarg); break;
        case 'w': o.writable = true; break;
        case '?': exit(2);
        case '?' + 1: puts("Options: --host --port --grace ..."); exit(0);
        }
}

static void
print_ready(int listener)
{
    struct sockaddr_storage a;
    socklen_t size = sizeof a;
    char host[64], port[16];

    getsockname(listener, (struct sockaddr *)&a, &size);
    getnameinfo((struct sockaddr *)&a, size, host, sizeof host, port, sizeof port,
                NI_NUMERICHOST | NI_NUMERICSERV);
    printf(a.ss_family == AF_INET6 ? "listening on [%s]:%s\n" : "listening on %s:%s\n", host, port);
    fflush(stdout);
}

static int
server_begin(int argc, char **argv, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *a;
    struct sigaction action = {.sa_handler = on_signal}, over = {.sa_handler = on_grace_over};
    int listener, one = 1;

    o.port = port;
    read_options(argc, argv);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGALRM, &over, NULL);
    if (getaddrinfo(o.host, o.port, &hints, &a) != 0)
        die(o.host);
    listener = socket(a->ai_family, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, a->ai_addr, a->ai_addrlen) == -1 || listen(listener, 128) == -1)
        die("cannot listen");
    print_ready(listener);
    return listener;
}

static bool
send_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
        if (k == -1 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}
