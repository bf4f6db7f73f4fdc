/* ftp_client.c, one transfer after another: the stories' own, apart from what the story says. */
#include <errno.h>
#include <getopt.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char *into = ".", *url;
static bool resume, details;
static long patience = 30;
static int failed;

static struct {
    int fd;
    char host[256], port[8], path[1024];
    char line[1000]; /* the last of a reply, and in the end why it failed */
} s;

static bool
because(const char *why)
{
    snprintf(s.line, sizeof s.line, "%s", why);
    return false;
}

static int
dial(const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *a;
    struct timeval t = {patience, 0};
    int fd;

    if (getaddrinfo(s.host, port, &hints, &a) != 0)
        return -1;
    fd = socket(a->ai_family, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool
take_line(void)
{
    size_t n = 0;

    while (n < sizeof s.line - 1 && recv(s.fd, s.line + n, 1, 0) == 1)
        if (s.line[n++] == '\n') {
            s.line[n] = '\0';
            s.line[strcspn(s.line, "\r\n")] = '\0';
            return true;
        }
    return because("the server gave no answer, or too long a one");
}

/* A reply of one line or several; its code, 0: there was none. */
static int
reply(void)
{
    char code[5];

    if (!take_line())
        return 0;
    snprintf(code, sizeof code, "%.3s ", s.line);
    while (strncmp(s.line, code, 4) != 0)
        if (!take_line())
            return 0;
    return atoi(code);
}

/* Sends a line; does the reply begin with this digit? */
static bool
ask(int digit, const char *format, ...)
{
    char line[1200];
    va_list list;
    int n;

    va_start(list, format);
    n = vsnprintf(line, sizeof line - 2, format, list);
    va_end(list);
    memcpy(line + n, "\r\n", 2);
    send(s.fd, line, (size_t)n + 2, MSG_NOSIGNAL);
    return reply() / 100 == digit;
}

static void
split_url(const char *text)
{
    size_t n = 0;

    url = text;
    strcpy(s.port, "21");
    *s.path = '\0';
    sscanf(text, "ftp://%255[^:/]", s.host);
    text += 6 + strlen(s.host);
    if (*text == ':')
        sscanf(text, ":%7[0-9]", s.port);
    text += strcspn(text, "/");
    for (text += *text == '/'; *text != '\0' && n < sizeof s.path - 1; text++) {
        unsigned byte = (unsigned char)*text;
        if (*text == '%' && sscanf(text + 1, "%2x", &byte) == 1)
            text += 2;
        s.path[n++] = (char)byte;
    }
    s.path[n] = '\0';
}

static bool
begin(void)
{
    if ((s.fd = dial(s.port)) == -1)
        return because(strerror(errno));
    return reply() == 220 && ask(3, "USER anonymous") && ask(2, "PASS x") && ask(2, "TYPE I");
}

/* The data connection for this command; -1: none. */
static int
data(const char *command, const char *name)
{
    char port[8];
    int fd;

    if (!ask(2, "EPSV") || sscanf(strchr(s.line, '('), "(|||%7[0-9]|)", port) != 1)
        return -1;
    if ((fd = dial(port)) == -1)
        return because(strerror(errno)) - 1;
    if (ask(1, "%s%s%s", command, *name == '\0' ? "" : " ", name))
        return fd;
    close(fd);
    return -1;
}

/* What comes goes into the file; false: the connection broke. */
static bool
receive(int fd, FILE *out)
{
    char buf[4096];
    ssize_t n;

    while ((n = recv(fd, buf, sizeof buf, 0)) > 0)
        fwrite(buf, 1, (size_t)n, out);
    close(fd);
    return n == 0 || because(strerror(errno));
}

static bool
get(void)
{
    const char *slash = strrchr(s.path, '/'), *name = slash == NULL ? s.path : slash + 1;
    char part[2010], whole[2000];
    long size = -1, have;
    bool ok;
    FILE *out;
    int fd;

    if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return because("that is no name of a file");
    snprintf(whole, sizeof whole, "%s/%s", into, name);
    snprintf(part, sizeof part, "%s.part", whole);
    if (!begin() || !ask(2, "SIZE %s", s.path) || sscanf(s.line, "213 %ld", &size) != 1)
        return false;
    if ((out = fopen(part, resume ? "a" : "w")) == NULL)
        return because(strerror(errno));
    have = ftell(out);
    ok = (have == 0 || ask(3, "REST %ld", have)) && (fd = data("RETR", s.path)) != -1 &&
         receive(fd, out) && reply() == 226;
    have = ftell(out);
    fclose(out);
    if (ok && have != size)
        ok = because("the file is shorter than the server said");
    return ok && rename(part, whole) == 0;
}

static bool
put(const char *file)
{
    const char *slash = strrchr(file, '/');
    char target[1300], buf[4096];
    FILE *in = fopen(file, "r");
    size_t n;
    int fd;

    if (in == NULL)
        return because(strerror(errno));
    snprintf(target, sizeof target, "%s%s", s.path, slash == NULL ? file : slash + 1);
    if (!begin() || (fd = data("STOR", target)) == -1)
        return false;
    while ((n = fread(buf, 1, sizeof buf, in)) > 0)
        send(fd, buf, n, MSG_NOSIGNAL);
    close(fd);
    fclose(in);
    return reply() == 226;
}

static bool
ls(void)
{
    int fd;

    return begin() && (fd = data(details ? "LIST" : "NLST", s.path)) != -1 &&
           receive(fd, stdout) && reply() == 226;
}

static void
tell(bool ok)
{
    close(s.fd);
    if (ok)
        return;
    fprintf(stderr, "ftp_client: %s: %s\n", url, s.line);
    failed = 1;
}

int
main(int argc, char **argv)
{
    static const struct option options[] = {
        {"timeout", 1, 0, 't'}, {"help", 0, 0, 'H'}, {0, 0, 0, 0}};
    int c;

    while ((c = getopt_long(argc, argv, "o:cj:l", options, NULL)) != -1)
        switch (c) {
        case 'o': into = optarg; break;
        case 'c': resume = true; break;
        case 'l': details = true; break;
        case 't': patience = atol(optarg); break;
        case 'H': puts("ftp_client get|put|ls [-o DIR] [-c] [-l] URL..."); return 0;
        case '?': return 2;
        }
    if (argc - optind < 2)
        return 2;
    for (int i = optind + 1; i < argc; i++) {
        if (strcmp(argv[optind], "put") == 0 && i == argc - 1)
            break;
        split_url(strcmp(argv[optind], "put") == 0 ? argv[argc - 1] : argv[i]);
        tell(strcmp(argv[optind], "get") == 0   ? get()
             : strcmp(argv[optind], "put") == 0 ? put(argv[i])
                                                : ls());
    }
    return failed;
}
