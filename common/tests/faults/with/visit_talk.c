#include "visit_talk.h"

#include "site.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
complain(struct visit *v, const char *format, ...)
{
    va_list arguments;

    v->over = true;
    if (v->wrong[0] != '\0')
        return;
    va_start(arguments, format);
    vsnprintf(v->wrong, sizeof v->wrong, format, arguments);
    va_end(arguments);
}

ssize_t
take(struct visit *v, int fd, char *bytes, size_t n)
{
    if (!kit_wait(fd, POLLIN, kit_deadline())) {
        complain(v, "no answer in %g s", KIT_PATIENCE);
        return -1;
    }
    return recv(fd, bytes, n, 0);
}

/* A line of a reply; NULL at the end of the stream. */
static char *
hear_line(struct visit *v)
{
    static char line[VISIT_LINE];
    char *end;

    while ((end = memchr(v->buffered, '\n', v->length)) == NULL) {
        ssize_t n = take(v, v->control, v->buffered + v->length, VISIT_LINE - v->length);

        if (n <= 0) {
            v->over = true;
            if (v->strict)
                complain(v, "the connection ended");
            if (v->length > 0 && n == 0)
                complain(v, "half a reply: %.*s", (int)v->length, v->buffered);
            return NULL;
        }
        v->length += (size_t)n;
    }
    memcpy(line, v->buffered, (size_t)(end - v->buffered));
    line[end - v->buffered] = '\0';
    v->length -= (size_t)(end + 1 - v->buffered);
    memmove(v->buffered, end + 1, v->length);
    return line;
}

const char *
hear_reply(struct visit *v)
{
    char *line;

    while (!v->over && (line = hear_line(v)) != NULL) {
        if (strspn(line, "0123456789") == 3 && line[3] == ' ')
            return strcpy(v->reply, line);
        if (line[0] != ' ' && (strspn(line, "0123456789") != 3 || line[3] != '-'))
            complain(v, "not a reply: %s", line);
    }
    return strcpy(v->reply, "");
}

/* What is not `good` is a refusal. */
const char *
ask(struct visit *v, const char *good, const char *format, ...)
{
    char line[VISIT_LINE];
    va_list arguments;
    const char *reply;
    int n;

    if (v->over)
        return NULL;
    va_start(arguments, format);
    n = vsnprintf(line, sizeof line - 2, format, arguments);
    va_end(arguments);
    memcpy(line + n, "\r\n", 3);
    send(v->control, line, (size_t)n + 2, MSG_NOSIGNAL);
    reply = hear_reply(v);
    if (strncmp(reply, good, strlen(good)) == 0)
        return reply;
    if (!v->over && (v->strict || (reply[0] != '4' && reply[0] != '5')))
        complain(v, "%.*s was answered %s", n, line, reply);
    return NULL;
}

static struct sockaddr_in
loopback(unsigned port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

int
call(unsigned port)
{
    struct sockaddr_in a = loopback(port);
    int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (connect(s, (struct sockaddr *)&a, sizeof a) == 0)
        return s;
    close(s);
    return -1;
}

void
hang_up(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static bool
agree_on_port(struct visit *v, const char *how)
{
    struct sockaddr_in a = loopback(0);
    socklen_t size = sizeof a;
    const char *reply;

    if (strcmp(how, "PORT") != 0) {
        reply = ask(v, "2", "%s", how);
        v->data = reply == NULL ? -1 : call(data_port(reply));
        if (reply != NULL && v->data < 0 && v->strict)
            complain(v, "nobody at the data port");
        return v->data >= 0;
    }
    v->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(v->listener, (struct sockaddr *)&a, size) != 0 || listen(v->listener, 1) != 0)
        complain(v, "listen: %s", strerror(errno));
    getsockname(v->listener, (struct sockaddr *)&a, &size);
    return ask(v, "200", "PORT %s", port_text(ntohs(a.sin_port))) != NULL;
}

/* Waits for the server to connect, or to say that it cannot. */
static void
accept_data(struct visit *v)
{
    struct pollfd either[2] = {{.fd = v->listener, .events = POLLIN},
                               {.fd = v->control, .events = POLLIN}};

    if (poll(either, 2, (int)(KIT_PATIENCE * 1000)) <= 0)
        complain(v, "neither a data connection nor an answer");
    if (either[0].revents != 0)
        v->data = accept4(v->listener, NULL, NULL, SOCK_CLOEXEC);
    hang_up(&v->listener);
}

bool
begin_transfer(struct visit *v, const char *how, const char *command)
{
    bool begun = agree_on_port(v, how) && ask(v, "150", "%s", command) != NULL;

    if (begun && v->listener >= 0)
        accept_data(v);
    hang_up(&v->listener);
    if (!begun)
        hang_up(&v->data);
    return begun;
}

bool
end_transfer(struct visit *v)
{
    const char *reply = hear_reply(v);
    bool good = strncmp(reply, "226", 3) == 0;

    hang_up(&v->data);
    if (!good && !v->over && (v->strict || (reply[0] != '4' && reply[0] != '5')))
        complain(v, "a transfer ended with %s", reply);
    return good;
}

void
send_all(int to, const char *bytes, size_t n)
{
    ssize_t sent = 0;

    for (; n > 0 && (sent = send(to, bytes, n, MSG_NOSIGNAL)) > 0; n -= (size_t)sent)
        bytes += sent;
    shutdown(to, SHUT_WR);
}

const char *
visit_with(bool strict, void (*talk_over)(struct visit *v))
{
    static struct visit v;

    v = (struct visit){.strict = strict, .data = -1, .listener = -1, .control = call(site.port)};
    if (v.control < 0)
        return "nobody listens";
    if (strncmp(hear_reply(&v), "220", 3) != 0 && strict)
        complain(&v, "no greeting");
    talk_over(&v);
    ask(&v, "221", "QUIT");
    hang_up(&v.data);
    hang_up(&v.control);
    return v.wrong[0] == '\0' ? NULL : v.wrong;
}
