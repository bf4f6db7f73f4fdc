/* One FTP session: logs in, gets or stores one file over a passive data connection, says goodbye.
 * What it waits for next is its state; each reply has one right code. */
#include "ftp_address.h"
#include "ftp_reply.h"
#include "pattern.h"
#include "visitors.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum state {
    WANTS_GREETING, /* 220                            */
    WANTS_USER,     /* 331, or 230 without a password */
    WANTS_PASS,     /* 230                            */
    WANTS_TYPE,     /* 200                            */
    WANTS_PORT,     /* 227                            */
    WANTS_START,    /* 150 or 125                     */
    WANTS_END,      /* 226, and the end of the data   */
    WANTS_GOODBYE,  /* 221                            */
};

struct ftp_visit {
    struct crowd *crowd;
    unsigned index;
    unsigned number;
    bool stays; /* it is one of those that only log in */
    enum state state;
    int control;
    struct ftp_wire wire;
    struct ftp_reply reply;
    int data;        /* -1 when all has passed, too */
    long long moved; /* over it */
};

static void *
begin_ftp(struct crowd *c, unsigned index, unsigned number)
{
    struct ftp_visit *v = calloc(1, sizeof *v);

    if (v == NULL)
        err(1, "calloc");
    v->crowd = c;
    v->index = index;
    v->number = number;
    v->data = -1;
    v->control = crowd_connect(c, index, false, 0, EPOLLIN);
    return v;
}

static void *
begin_idle(struct crowd *c, unsigned index, unsigned number)
{
    struct ftp_visit *v = begin_ftp(c, index, number);

    v->stays = true;
    return v;
}

static void
say(struct ftp_visit *v, enum state next, const char *verb, const char *argument)
{
    char line[300];
    size_t gone;
    size_t n = (size_t)snprintf(line, sizeof line, "%s%s\r\n", verb, argument);

    if (net_send(v->control, line, n, 0, &gone) != STEP_DONE || gone != n)
        err(1, "cannot say %s", verb);
    v->state = next;
}

static void
ask_for_file(struct ftp_visit *v)
{
    const struct load *load = v->crowd->load;
    unsigned port = ftp_address_read_227(v->reply.text);
    char name[256];

    if (port == 0)
        errx(1, "no port in: 227 %s", v->reply.text);
    v->data = crowd_connect(v->crowd, v->index, true, port, load->put ? EPOLLOUT : EPOLLIN);
    if (load->put == NULL) {
        say(v, WANTS_START, "RETR ", load->get);
        return;
    }
    snprintf(name, sizeof name, "%s%u", load->put, v->number);
    say(v, WANTS_START, "STOR ", name);
}

static void
move_over(struct ftp_visit *v)
{
    close(v->data);
    v->data = -1;
    if (v->moved != v->crowd->load->size)
        errx(1, "%lld bytes instead of %lld", v->moved, v->crowd->load->size);
}

static void
receive(struct ftp_visit *v)
{
    static char bytes[256 * 1024];
    size_t got;
    enum step result = net_receive(v->data, bytes, sizeof bytes, 0, &got);

    if (result == STEP_WAIT)
        return;
    if (result == STEP_FAILED)
        err(1, "the data connection was lost");
    if (!pattern_is(bytes, got, v->moved))
        errx(1, "wrong bytes after %lld", v->moved);
    v->moved += (long long)got;
    if (got == 0)
        move_over(v);
}

static void
send_some(struct ftp_visit *v)
{
    long long left = v->crowd->load->size - v->moved;
    size_t n, gone;
    const char *bytes = pattern_at(v->moved, &n);

    if ((long long)n > left)
        n = (size_t)left;
    if (net_send(v->data, bytes, n, 0, &gone) == STEP_FAILED)
        err(1, "the data connection was lost");
    v->moved += (long long)gone;
    if (v->moved == v->crowd->load->size)
        move_over(v);
}

static const char *
wrong_reply(struct ftp_visit *v)
{
    static const int right[] = {220, 331, 230, 200, 227, 150, 226, 221};
    int code = v->reply.code;
    bool good = code == right[v->state] || (v->state == WANTS_USER && code == 230) ||
                (v->state == WANTS_START && code == 125);

    return good ? NULL : v->reply.text;
}

static enum visit
hear(struct ftp_visit *v)
{
    if (wrong_reply(v) != NULL)
        errx(1, "in state %d: %d %s", v->state, v->reply.code, v->reply.text);
    switch (v->state) {
    case WANTS_GREETING:
        say(v, WANTS_USER, "USER ", "anonymous");
        break;
    case WANTS_USER:
        if (v->reply.code == 331) {
            say(v, WANTS_PASS, "PASS ", "guest@");
            break;
        }
        /* fall through */
    case WANTS_PASS:
        if (v->stays)
            return VISIT_STAYS;
        say(v, WANTS_TYPE, "TYPE ", "I");
        break;
    case WANTS_TYPE:
        say(v, WANTS_PORT, "PASV", "");
        break;
    case WANTS_PORT:
        ask_for_file(v);
        break;
    case WANTS_START:
        v->state = WANTS_END;
        break;
    case WANTS_END:
        while (v->data >= 0 && v->crowd->load->put == NULL)
            receive(v);
        say(v, WANTS_GOODBYE, "QUIT", "");
        break;
    case WANTS_GOODBYE:
        return VISIT_OVER;
    }
    return VISIT_GOES_ON;
}

static enum visit
listen_to(struct ftp_visit *v)
{
    enum visit result = VISIT_GOES_ON;
    char *line;

    if (ftp_wire_receive(&v->wire, v->control, 0) == STEP_WAIT)
        return VISIT_GOES_ON;
    while (result == VISIT_GOES_ON && linebuf_take(&v->wire.in, &line) == LINEBUF_LINE)
        if (ftp_reply_read(&v->reply, line) == FTP_REPLY_WHOLE)
            result = hear(v);
    if (result == VISIT_GOES_ON && v->wire.ended)
        errx(1, "the server hung up in state %d", v->state);
    return result;
}

static enum visit
go(void *visitor, bool data)
{
    struct ftp_visit *v = visitor;

    if (!data)
        return listen_to(v);
    if (v->data < 0)
        return VISIT_GOES_ON;
    if (v->crowd->load->put != NULL)
        send_some(v);
    else
        receive(v);
    return VISIT_GOES_ON;
}

static void
end(void *visitor)
{
    struct ftp_visit *v = visitor;

    ftp_wire_free(&v->wire);
    close(v->control);
    free(v);
}

const struct visitor_kind ftp_visitor = {begin_ftp, go, end};
const struct visitor_kind idle_visitor = {begin_idle, go, end};
