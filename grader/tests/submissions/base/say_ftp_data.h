/* say_ftp_data.h: the data connection of one FTP client: listings and files over it. */
static void
listen_data(struct session *s, bool extended)
{
    struct sockaddr_in6 a;
    socklen_t size = sizeof a;
    struct timeval patience = {o.idle, 0};
    unsigned port;

    if (s->listener != -1)
        close(s->listener);
    getsockname(s->fd, (struct sockaddr *)&a, &size);
    a.sin6_port = 0;
    s->listener = socket(((struct sockaddr *)&a)->sa_family, SOCK_STREAM, 0);
    setsockopt(s->listener, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience); /* inherited */
    bind(s->listener, (struct sockaddr *)&a, size);
    listen(s->listener, 1);
    getsockname(s->listener, (struct sockaddr *)&a, &size);
    port = ntohs(a.sin6_port);
    if (extended)
        reply(s, "229 Entering Extended Passive Mode (|||%u|)", port);
    else
        reply(s, "227 Entering Passive Mode (127,0,0,1,%u,%u)", port / 256, port % 256);
}

/* Are the other ends of these two connections at the same address? */
static bool
same_host(int a, int b)
{
    struct sockaddr_storage peer;
    char hosts[2][64] = {"", ""};

    for (int i = 0; i < 2; i++) {
        socklen_t size = sizeof peer;
        getpeername(i == 0 ? a : b, (struct sockaddr *)&peer, &size);
        getnameinfo((struct sockaddr *)&peer, size, hosts[i], 64, NULL, 0, NI_NUMERICHOST);
    }
    return strcmp(hosts[0], hosts[1]) == 0;
}

/* The data connection, after 150; -1: it did not come. */
static int
open_data(struct session *s)
{
    struct pollfd p = {.fd = s->listener, .events = POLLIN};
    int data = -1;

    if (s->listener != -1 && poll(&p, 1, 5000) == 1)
        data = accept(s->listener, NULL, NULL);
    if (s->listener != -1)
        close(s->listener);
    s->listener = -1;
    setsockopt(data, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){o.idle, 0}, sizeof(struct timeval));
    if (data != -1 && !same_host(s->fd, data)) {
        close(data);
        data = -1;
    }
    if (data == -1)
        reply(s, "425 No data connection");
    else
        reply(s, "150 Here it goes");
    return data;
}

static void
send_listing(struct session *s, bool details)
{
    int data = open_data(s);
    char path[PATH_MAX], line[2 * PATH_MAX];
    struct dirent *entry;
    struct stat st;
    DIR *dir;

    if (data == -1)
        return;
    if (!real_path(s, ".", path) || (dir = opendir(path)) == NULL) {
        close(data);
        reply(s, "550 No such directory");
        return;
    }
    while ((entry = readdir(dir)) != NULL) {
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
            !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) || *entry->d_name == '.')
            continue;
        if (details)
            sprintf(line, "%crw-r--r-- 1 ftp ftp %lld Jan  1 12:00 %s\r\n",
                    S_ISDIR(st.st_mode) ? 'd' : '-', (long long)st.st_size, entry->d_name);
        else
            sprintf(line, "%s\r\n", entry->d_name);
        send_all(data, line, strlen(line));
    }
    closedir(dir);
    close(data);
    reply(s, "226 Done");
}

static void
send_it(struct session *s, const char *name)
{
    char path[PATH_MAX], buf[4096];
    int file = real_path(s, name, path) ? open(path, O_RDONLY) : -1, data;
    struct stat st;
    ssize_t n;
    bool ok = true;

    if (file == -1 || fstat(file, &st) == -1 || !S_ISREG(st.st_mode)) {
        if (file != -1)
            close(file);
        reply(s, "550 No such file");
        return;
    }
    lseek(file, s->rest, SEEK_SET);
    data = open_data(s);
    while (data != -1 && ok && (n = read(file, buf, sizeof buf)) > 0)
        ok = send_all(data, buf, (size_t)n) && !aborted(s);
    close(file);
    if (data == -1)
        return;
    close(data);
    reply(s, ok ? "226 Done" : "426 The connection broke");
}

/* Beside its name, and renamed when it is whole; APPE adds in place. */
static void
receive_it(struct session *s, const char *name, bool append)
{
    char path[PATH_MAX], part[PATH_MAX + 20], buf[4096];
    int file, data;
    ssize_t n = 0;
    bool ok = true;

    if (!o.writable || !real_path(s, name, path)) {
        reply(s, "550 Not here");
        return;
    }
    snprintf(part, sizeof part, append ? "%s" : "%s.%d~", path, s->fd);
    file = open(part, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0644);
    if (file == -1) {
        reply(s, "550 Not here");
        return;
    }
    data = open_data(s);
    while (data != -1 && ok && (n = recv(data, buf, sizeof buf, 0)) > 0)
        ok = write(file, buf, (size_t)n) == n && !aborted(s);
    close(file);
    ok = ok && data != -1 && n == 0;
    if (!append && !(ok && rename(part, path) == 0))
        unlink(part);
    if (data == -1)
        return;
    close(data);
    reply(s, ok ? "226 Done" : "426 The connection broke");
}
