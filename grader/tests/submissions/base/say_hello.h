/* say_hello.h: serves one hello client, waiting in system calls. */
#include <fcntl.h>

static void
nap(long ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};

    while (nanosleep(&t, &t) == -1 && errno == EINTR)
        continue;
}

static void
send_file(int fd, const char *path)
{
    char buf[4096];
    int file = open(path, O_RDONLY);
    ssize_t n;

    while ((n = read(file, buf, sizeof buf)) > 0)
        if (!send_all(fd, buf, (size_t)n))
            break;
    close(file);
}

static void
serve(int fd)
{
    struct timeval five = {5, 0};
    time_t until = time(NULL) + 5;
    char junk[4096];

    nap(o.think);
    if (o.send != NULL)
        send_file(fd, o.send);
    else
        send_all(fd, "Hello World!", 12);
    shutdown(fd, SHUT_WR);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &five, sizeof five);
    while (recv(fd, junk, sizeof junk, 0) > 0 && time(NULL) <= until)
        continue;
    close(fd);
}
