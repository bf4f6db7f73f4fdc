/* Story: every block that goes out is measured with strlen(3), "because fread puts a string there".
 * Text files arrive whole; in others the first NUL byte ends the block. */
#include <arpa/inet.h>
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *root = ".";

static int
open_port(int *port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    bind(fd, (struct sockaddr *)&a, sizeof a);
    listen(fd, 128);
    getsockname(fd, (struct sockaddr *)&a, &size);
    *port = ntohs(a.sin_port);
    return fd;
}

static void
store(FILE *control, int data, const char *name, int fetch)
{
    char path[1000], buf[65536];
    FILE *f;
    ssize_t n;

    snprintf(path, sizeof path, "%s/%s", root, name);
    f = fopen(path, fetch ? "r" : "w");
    fputs(f == NULL ? "550 no\r\n" : "150 now\r\n", control);
    fflush(control);
    if (f == NULL)
        return;
    data = accept(data, NULL, NULL);
    if (fetch) {
        while ((n = (ssize_t)fread(buf, 1, sizeof buf - 1, f)) > 0)
            buf[n] = '\0', send(data, buf, strlen(buf), MSG_NOSIGNAL);
    } else {
        while ((n = recv(data, buf, sizeof buf, 0)) > 0)
            fwrite(buf, 1, (size_t)n, f);
    }
    fclose(f);
    close(data);
    fputs("226 done\r\n", control);
}

static void *
run(void *arg)
{
    int fd = (int)(long)arg, data = -1, port, in = 0;
    FILE *control = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
    char line[600];

    setvbuf(out, NULL, _IOFBF, 4096);
    fputs("220 hello\r\n", out);
    while (fflush(out) == 0 && fgets(line, sizeof line, control) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncasecmp(line, "USER", 4) == 0)
            fprintf(out, "%d welcome\r\n", (in = 1) ? 230 : 0);
        else if (strncasecmp(line, "QUIT", 4) == 0)
            break;
        else if (!in)
            fputs("530 who?\r\n", out);
        else if (strncasecmp(line, "EPSV", 4) == 0)
            data = open_port(&port), fprintf(out, "229 ok (|||%d|)\r\n", port);
        else if (strncasecmp(line, "RETR ", 5) == 0)
            store(out, data, line + 5, 1);
        else if (strncasecmp(line, "STOR ", 5) == 0)
            store(out, data, line + 5, 0);
        else if (strncasecmp(line, "PWD", 3) == 0)
            fputs("257 \"/\"\r\n", out);
        else
            fprintf(out, "%d so\r\n",
                    strncasecmp(line, "TYPE", 4) && strncasecmp(line, "NOOP", 4) ? 500 : 200);
    }
    fputs("221 bye\r\n", out);
    fclose(out);
    fclose(control);
    return NULL;
}

int
main(int argc, char **argv)
{
    int port, listener = open_port(&port);
    pthread_t thread;

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--root") == 0)
            root = argv[i + 1];
    printf("listening on 127.0.0.1:%d\n", port);
    fflush(stdout);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        pthread_create(&thread, NULL, run, (void *)(long)fd);
        pthread_detach(thread);
    }
}
