/* say_ftp.h: serves one FTP client, waiting in system calls. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <strings.h>
#include <sys/stat.h>

struct session {
    int fd, listener;
    bool known, in;
    long rest;
    char cwd[1024], from[PATH_MAX];
    char buf[1024]; /* bytes received and not yet taken as a line */
    size_t have;
    bool telnet; /* the next byte is the rest of a command of Telnet */
};

static char top[PATH_MAX]; /* the served directory, without links */
static long sessions;      /* how many there are now */

static void
ftp_begin(void)
{
    if (realpath(o.root, top) == NULL)
        die(o.root);
}

static bool
reply(struct session *s, const char *format, ...)
{
    char line[2048];
    va_list list;
    int n;

    va_start(list, format);
    n = vsnprintf(line, sizeof line - 2, format, list);
    va_end(list);
    memcpy(line + n, "\r\n", 2);
    return send_all(s->fd, line, (size_t)n + 2);
}

/* Of the n bytes that came: how many are text, which then stand alone. A command of Telnet is the
 * byte 255 and one more. */
static ssize_t
keep_text(struct session *s, ssize_t n)
{
    char *p = s->buf + s->have;
    ssize_t kept = 0;

    for (ssize_t i = 0; i < n; i++)
        if (s->telnet || p[i] == '\377')
            s->telnet = !s->telnet;
        else
            p[kept++] = p[i];
    return kept;
}

/* During a transfer: has the client said ABOR? All it says stays for later. */
static bool
aborted(struct session *s)
{
    ssize_t n = recv(s->fd, s->buf + s->have, sizeof s->buf - s->have, MSG_DONTWAIT);

    if (n > 0)
        s->have += (size_t)keep_text(s, n);
    return s->have >= 6 && strncasecmp(s->buf + s->have - 6, "ABOR\r\n", 6) == 0;
}

/* A whole line into line; false: the client is gone. */
static bool
take_line(struct session *s, char *line, size_t size)
{
    char *end;

    while ((end = memchr(s->buf, '\n', s->have)) == NULL) {
        ssize_t n;
        if (s->have == sizeof s->buf)
            s->have = 0; /* no command is that long */
        n = recv(s->fd, s->buf + s->have, sizeof s->buf - s->have, 0);
        if (n == -1 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        n = keep_text(s, n);
        s->have += (size_t)n;
    }
    snprintf(line, size, "%.*s", (int)(end - s->buf), s->buf);
    line[strcspn(line, "\r")] = '\0';
    s->have -= (size_t)(end + 1 - s->buf);
    memmove(s->buf, end + 1, s->have);
    return true;
}

/* The path as the client sees it, without "." and "..", which end at the top. */
static void
virtual_path(const struct session *s, const char *name, char *out)
{
    char all[3000], *part, *save;

    snprintf(all, sizeof all, "%s/%s", *name == '/' ? "" : s->cwd, name);
    *out = '\0';
    for (part = strtok_r(all, "/", &save); part != NULL; part = strtok_r(NULL, "/", &save)) {
        if (strcmp(part, "..") == 0) {
            char *slash = strrchr(out, '/');
            if (slash != NULL)
                *slash = '\0';
        } else if (strcmp(part, ".") != 0 && strlen(out) + strlen(part) < 1000) {
            sprintf(out + strlen(out), "/%s", part);
        }
    }
}

static bool
inside(const char *path)
{
    size_t n = strlen(top);

    return strncmp(path, top, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The path on disk; false: it leads out, or its folder is not there. */
static bool
real_path(const struct session *s, const char *name, char *out)
{
    char path[1024], folder[PATH_MAX], full[PATH_MAX + 1024], *slash;

    virtual_path(s, name, path);
    slash = strrchr(path, '/');
    snprintf(full, sizeof full, "%s%.*s", top, slash == NULL ? 0 : (int)(slash - path), path);
    if (realpath(full, folder) == NULL || !inside(folder))
        return false;
    snprintf(out, PATH_MAX, "%.3000s%.1000s", folder, slash == NULL ? "" : slash);
    if (realpath(out, full) != NULL)
        return inside(full);
    return true;
}

#include "say_ftp_data.h"

/* What needs a path and --writable, and gives one reply. */
static void
change(struct session *s, const char *verb, const char *name)
{
    char path[PATH_MAX];
    struct stat st;
    bool ok = o.writable && real_path(s, name, path);

    if (strcasecmp(verb, "MKD") == 0)
        reply(s, ok && mkdir(path, 0755) == 0 ? "257 \"%s\"" : "550 Not here", name);
    else if (strcasecmp(verb, "RMD") == 0)
        reply(s, ok && rmdir(path) == 0 ? "250 Done" : "550 Not here");
    else if (strcasecmp(verb, "DELE") == 0)
        reply(s, ok && unlink(path) == 0 ? "250 Done" : "550 Not here");
    else if (strcasecmp(verb, "RNFR") == 0) {
        ok = ok && lstat(path, &st) == 0;
        strcpy(s->from, ok ? path : "");
        reply(s, ok ? "350 And to?" : "550 Not here");
    } else {
        ok = ok && *s->from != '\0' && rename(s->from, path) == 0;
        *s->from = '\0';
        reply(s, ok ? "250 Done" : "550 Not here");
    }
}

static void
change_directory(struct session *s, const char *name)
{
    char path[PATH_MAX];
    struct stat st;

    if (!real_path(s, name, path) || stat(path, &st) == -1 || !S_ISDIR(st.st_mode)) {
        reply(s, "550 No such directory");
        return;
    }
    virtual_path(s, name, path);
    strcpy(s->cwd, path);
    reply(s, "250 Done");
}

static void
say_size(struct session *s, const char *name)
{
    char path[PATH_MAX];
    struct stat st;

    if (real_path(s, name, path) && stat(path, &st) == 0 && S_ISREG(st.st_mode))
        reply(s, "213 %lld", (long long)st.st_size);
    else
        reply(s, "550 No such file");
}

static void
obey_inside(struct session *s, const char *verb, const char *rest)
{
    bool transfer = strcasecmp(verb, "RETR") == 0;

    if (strcasecmp(verb, "PWD") == 0)
        reply(s, "257 \"%s\"", *s->cwd == '\0' ? "/" : s->cwd);
    else if (strcasecmp(verb, "CWD") == 0)
        change_directory(s, rest);
    else if (strcasecmp(verb, "CDUP") == 0)
        change_directory(s, "..");
    else if (strcasecmp(verb, "TYPE") == 0 || strcasecmp(verb, "NOOP") == 0)
        reply(s, "200 Done");
    else if (strcasecmp(verb, "EPSV") == 0 || strcasecmp(verb, "PASV") == 0)
        listen_data(s, strcasecmp(verb, "EPSV") == 0);
    else if (strcasecmp(verb, "LIST") == 0 || strcasecmp(verb, "NLST") == 0)
        send_listing(s, strcasecmp(verb, "LIST") == 0);
    else if (strcasecmp(verb, "SIZE") == 0)
        say_size(s, rest);
    else if (strcasecmp(verb, "ABOR") == 0)
        reply(s, "226 Nothing is under way");
    else if (strcasecmp(verb, "REST") == 0) {
        s->rest = atol(rest);
        reply(s, "350 From there");
    } else if (transfer)
        send_it(s, rest);
    else if (strcasecmp(verb, "STOR") == 0 || strcasecmp(verb, "APPE") == 0)
        receive_it(s, rest, strcasecmp(verb, "APPE") == 0);
    else if (strstr("MKD RMD DELE RNFR RNTO mkd rmd dele rnfr rnto", verb) != NULL)
        change(s, verb, rest);
    else
        reply(s, "500 Unknown command");
    if (transfer)
        s->rest = 0;
}

/* false: the client said goodbye. */
static bool
obey(struct session *s, const char *line)
{
    char verb[8] = "";
    const char *rest;

    sscanf(line, "%7[A-Za-z]", verb);
    rest = line + strlen(verb);
    rest += strspn(rest, " ");
    if (strcasecmp(verb, "QUIT") == 0) {
        reply(s, "221 Goodbye");
        return false;
    }
    if (strcasecmp(verb, "USER") == 0) {
        s->known = strcasecmp(rest, "anonymous") == 0;
        reply(s, "331 Password");
    } else if (strcasecmp(verb, "PASS") == 0) {
        s->in = s->known;
        reply(s, s->in ? "230 Logged in" : "530 Wrong");
    } else if (strcasecmp(verb, "SYST") == 0)
        reply(s, "215 UNIX Type: L8");
    else if (!s->in)
        reply(s, "530 Log in first");
    else
        obey_inside(s, verb, rest);
    return true;
}

static void
converse(int fd)
{
    struct session s = {.fd = fd, .listener = -1};
    struct timeval patience = {o.idle, 0};
    char line[1100];

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    reply(&s, "220 Ready");
    while (take_line(&s, line, sizeof line) && obey(&s, line))
        continue;
    if (s.listener != -1)
        close(s.listener);
}

static void
serve(int fd)
{
    setsockopt(fd, SOL_SOCKET, SO_OOBINLINE, &(int){1}, sizeof(int)); /* urgent: Telnet's Synch */
    if (__sync_add_and_fetch(&sessions, 1) > o.max_clients)
        send_all(fd, "421 Too many\r\n", 14);
    else
        converse(fd);
    __sync_sub_and_fetch(&sessions, 1);
    close(fd);
}
