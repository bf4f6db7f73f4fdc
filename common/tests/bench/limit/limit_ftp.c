/* The least that looks like FTP to a client that behaves: a line in, a fixed reply out. */
#include "limit.h"

#include "net.h"

#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct session {
    int control;
    int data_listener;
};

static void
say(int control, const char *text)
{
    if (write(control, text, strlen(text)) < 0)
        warn("write");
}

static void
open_data_port(struct session *s)
{
    char text[100];
    union net_address at;
    unsigned port;

    net_address(&at, "127.0.0.1", 0);
    s->data_listener = net_listen(&at, 0);
    at = net_local(s->data_listener);
    port = net_port(&at);
    snprintf(text, sizeof text, "227 (127,0,0,1,%u,%u)\r\n", port >> 8, port & 255);
    say(s->control, text);
}

/* The client has connected before it asks. */
static void
retrieve(struct session *s, const char *name)
{
    int file = open(name, O_RDONLY);
    int data;

    say(s->control, "150\r\n");
    data = accept(s->data_listener, NULL, NULL);
    close(s->data_listener);
    limit_send_file(data, file);
    close(file);
    close(data);
    say(s->control, "226\r\n");
}

/* One line has come, or it is over: false. */
static bool
answer(struct session *s)
{
    char line[512];
    ssize_t n = read(s->control, line, sizeof line - 1);

    if (n <= 2)
        return false;
    line[n - 2] = '\0';
    switch (line[0] == 'P' ? line[2] : line[0]) {
    case 'U':
        say(s->control, "331\r\n");
        return true;
    case 'S': /* PASS, PASV */
        if (line[3] == 'V')
            open_data_port(s);
        else
            say(s->control, "230\r\n");
        return true;
    case 'T':
        say(s->control, "200\r\n");
        return true;
    case 'R':
        retrieve(s, line + 5);
        return true;
    default:
        say(s->control, "221\r\n");
        return false;
    }
}

/* With the greeting; its replies leave at once, as any server's do. */
static int
greet(int listener)
{
    int control = accept(listener, NULL, NULL);

    net_set_control(control);
    say(control, "220\r\n");
    return control;
}

static void
serve(int control)
{
    struct session s = {.control = control};

    while (answer(&s))
        continue;
    close(control);
}

static _Noreturn void
serve_in_turn(int listener)
{
    for (;;)
        serve(greet(listener));
}

static void *
run(void *control)
{
    serve((int)(intptr_t)control);
    return NULL;
}

static void
begin(int epoll, int listener)
{
    struct session *s = calloc(1, sizeof *s);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = s};

    s->control = greet(listener);
    epoll_ctl(epoll, EPOLL_CTL_ADD, s->control, &event);
}

static _Noreturn void
serve_at_once(int listener)
{
    struct epoll_event events[64], event = {.events = EPOLLIN};
    int epoll = epoll_create1(0);

    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int n = epoll_wait(epoll, events, 64, -1);

        for (int i = 0; i < n; i++) {
            struct session *s = events[i].data.ptr;

            if (s == NULL) {
                begin(epoll, listener);
            } else if (!answer(s)) {
                close(s->control);
                free(s);
            }
        }
    }
}

void
limit_ftp(int listener, const char *how)
{
    if (strcmp(how, "ftp") == 0)
        serve_at_once(listener);
    if (strcmp(how, "ftp-threads") == 0)
        limit_in_threads(listener, greet, run);
    serve_in_turn(listener);
}
