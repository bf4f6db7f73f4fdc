/* Does one job with an FTP server, in callbacks of the event loop.  The switch is that of
 * lab1-blocking/ftp_talk.c; where that one waits, this one returns. */
#include "ftp_talk.h"

#include "connect.h"
#include "control_stream.h"
#include "data_connection.h"
#include "ftp_dialogue.h"
#include "ftp_tree.h"
#include "loop.h"

#include <err.h>
#include <event2/bufferevent.h>
#include <stdlib.h>

enum {
    BUDGET = 256 * 1024, /* bytes a step: then it is the others' turn */
    MOST_REPLIES = 4096, /* bytes of replies taken in before they are looked at */
};

struct server {
    struct queue *queue;
    struct ftp_job *job;
    struct bufferevent *control;
    struct connecting connecting;
    struct ftp_dialogue dialogue; /* once the control connection is there */
    bool connected;
    struct event on_data; /* what it waits for at the data port or connection */
};

static void drive(struct server *s);

static void
free_server(struct server *s)
{
    struct queue *q = s->queue;

    /* Step 5: hang up */
    event_del(&s->on_data);
    if (s->connected)
        ftp_dialogue_end(&s->dialogue);
    else
        ftp_job_finish(s->job);
    connect_end(&s->connecting);
    bufferevent_free(s->control);
    ftp_tree_grow(&q->options->jobs, s->job);
    free(s);
    q->running--;
    progress_update(&q->progress);
}

/* Callbacks: what was waited for has come, or has not come in time. */

static void
on_data_ready(evutil_socket_t which, short what, void *argument)
{
    struct server *s = argument;

    (void)which;
    if (what & EV_TIMEOUT)
        ftp_dialogue_timed_out(&s->dialogue);
    drive(s);
}

static void
on_reply(struct bufferevent *control, void *argument)
{
    struct server *s = argument;

    (void)control;
    control_stream_take(s->control, &s->dialogue.wire);
    event_del(&s->on_data);
    drive(s);
}

static void
on_connected(struct server *s)
{
    int control = bufferevent_getfd(s->control);
    union net_address local = net_local(control);
    union net_address peer = net_peer(control);

    s->connected = true;
    /* Step 3: begin the dialogue */
    net_set_control(control);
    ftp_dialogue_begin(&s->dialogue, s->job, s->queue->options->timeout, &local, &peer);
    drive(s);
}

static void
on_not_connected(void *argument)
{
    struct server *s = argument;

    ftp_job_fail(s->job, "%s", s->connecting.why);
    free_server(s);
}

static void
on_event(struct bufferevent *control, short what, void *argument)
{
    struct server *s = argument;

    (void)control;
    if (what & BEV_EVENT_CONNECTED) {
        on_connected(s);
    } else if (!s->connected) {
        connect_go_on(&s->connecting, what);
    } else {
        control_stream_take(s->control, &s->dialogue.wire);
        event_del(&s->on_data);
        if (what & BEV_EVENT_TIMEOUT)
            ftp_dialogue_timed_out(&s->dialogue);
        else if (what & BEV_EVENT_EOF)
            s->dialogue.wire.ended = true;
        else
            ftp_wire_lose(&s->dialogue.wire);
        drive(s);
    }
}

/* Waiting: says what for, and returns. */

static void
wait_for_reply(struct server *s)
{
    struct timeval patience = loop_time(ftp_dialogue_patience(&s->dialogue));

    bufferevent_set_timeouts(s->control, &patience, &patience);
    if (bufferevent_enable(s->control, EV_READ) == 0)
        return;
    ftp_wire_lose(&s->dialogue.wire); /* no memory: a callback comes at once, and ends it */
    event_active(&s->on_data, EV_TIMEOUT, 1);
}

/* The control connection may be silent meanwhile, and its replies can wait. */
static void
wait_for_data(struct server *s, int descriptor, short what)
{
    struct timeval patience = loop_time(ftp_dialogue_patience(&s->dialogue));

    bufferevent_disable(s->control, EV_READ);
    event_assign(&s->on_data, s->queue->base, descriptor, what, on_data_ready, s);
    if (event_add(&s->on_data, &patience) != 0)
        event_active(&s->on_data, EV_TIMEOUT, 1); /* no memory: the callback comes at once */
}

/* Steps that may have to wait: STEP_WAIT says that they do now. */

static enum step
make_data_connection(struct server *s)
{
    struct ftp_data *data = &s->dialogue.data;
    enum step result = data_connection_try(data);
    int descriptor;

    if (result == STEP_WAIT && !linebuf_ready(&s->dialogue.wire.in)) {
        short what = data_connection_event(data, &descriptor);

        wait_for_data(s, descriptor, what);
        bufferevent_enable(s->control, EV_READ); /* the server may say that it will not come */
        return STEP_WAIT;
    }
    ftp_dialogue_connected(&s->dialogue, result == STEP_DONE);
    return STEP_DONE;
}

static enum step
move_data(struct server *s, short what)
{
    enum step result = ftp_dialogue_move(&s->dialogue, BUDGET);

    if (result == STEP_DONE || result == STEP_FAILED)
        return result;
    wait_for_data(s, s->dialogue.data.socket, what); /* with STEP_MORE, too: others have a turn */
    return STEP_WAIT;
}

/* Goes round until something has to be waited for: every return is a wait. */
static void
drive(struct server *s)
{
    struct ftp_dialogue *d = &s->dialogue;
    enum ftp_need need;

    /* Step 4: give it what it needs */
    for (;;) {
        switch (need = ftp_dialogue_next(d)) {
        case FTP_NEED_FLUSH:
            control_stream_send(s->control, &d->wire);
            break;
        case FTP_NEED_INPUT:
            if (!control_stream_take(s->control, &d->wire)) {
                wait_for_reply(s);
                return; /* on_reply */
            }
            break;
        case FTP_NEED_LISTENER:
            ftp_dialogue_listening(d, net_listen_data(&d->local, 0, 0, SOCK_NONBLOCK));
            break;
        case FTP_NEED_DATA:
            if (make_data_connection(s) == STEP_WAIT)
                return; /* on_data_ready */
            break;
        case FTP_NEED_SEND:
        case FTP_NEED_RECEIVE:
            if (move_data(s, need == FTP_NEED_SEND ? EV_WRITE : EV_READ) == STEP_WAIT)
                return; /* on_data_ready */
            break;
        case FTP_NEED_PAUSE:
        case FTP_NEED_CLOSE:
            free_server(s);
            return;
        }
    }
}

void
ftp_talk(struct ftp_job *job, struct queue *q)
{
    struct timeval patience = loop_time(q->options->timeout);
    struct server *s = calloc(1, sizeof *s);

    if (s == NULL)
        err(1, "%s", job->url.text);
    s->queue = q;
    s->job = job;
    s->control =
        bufferevent_socket_new(q->base, -1, BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
    if (s->control == NULL)
        errx(1, "%s: out of memory", job->url.text);
    event_assign(&s->on_data, q->base, -1, 0, on_data_ready, s);
    q->running++;
    if (!ftp_job_begin(job)) {
        free_server(s);
        return;
    }
    /* Step 2: connect */
    s->connecting.stream = s->control;
    s->connecting.on_failed = on_not_connected;
    s->connecting.argument = s;
    bufferevent_setcb(s->control, on_reply, NULL, on_event, s);
    bufferevent_set_max_single_read(s->control, MOST_REPLIES);
    bufferevent_set_timeouts(s->control, &patience, &patience);
    connect_begin(&s->connecting, q->names, job->url.host, job->url.port);
}
