/* Serves one FTP client, in callbacks of the event loop.  The switch is that of
 * lab1-blocking/ftp_serve.c; where that one waits, this one returns. */
#include "ftp_serve.h"

#include "data_connection.h"
#include "net.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    BUDGET = 512 * 1024, /* bytes a step: then it is the others' turn */
    TURNS = 64,          /* answers in a row: the same */
};

#define LINGER 2.0 /* seconds the client has to hang up, too */

static void drive(struct client *c);

void
ftp_serve_end(struct client *c)
{
    /* Step 6: hang up */
    event_del(&c->on_control);
    event_del(&c->on_data);
    ftp_session_end(&c->session);
    close(c->control);
    LIST_REMOVE(c, others);
    loop_client_left(&c->server->loop);
    free(c);
}

/* Callbacks: what was waited for has come, or has not come in time. */

static void
on_ready(evutil_socket_t which, short what, void *argument)
{
    struct client *c = argument;

    (void)which;
    event_del(&c->on_data);
    if (what & EV_TIMEOUT)
        ftp_session_timed_out(&c->session);
    drive(c);
}

/* Does the transfer go on?  Then the data connection's time goes on, too. */
static bool
still_wanted(struct client *c)
{
    enum ftp_need need = ftp_session_next(&c->session);

    return event_pending(&c->on_data, EV_READ | EV_WRITE, NULL) &&
           ftp_wire_has_room(&c->session.wire) &&
           (need == FTP_NEED_DATA || need == FTP_NEED_SEND || need == FTP_NEED_RECEIVE);
}

static void
drain(struct client *c)
{
    char bytes[4096];
    size_t got;

    net_receive(c->control, bytes, sizeof bytes, 0, &got);
    if (got == 0)
        ftp_serve_end(c);
}

/* Comes during a transfer, too: the client may change its mind. */
static void
on_command(evutil_socket_t control, short what, void *argument)
{
    struct client *c = argument;

    if (c->leaving) {
        drain(c);
        return;
    }
    if (what & EV_READ)
        ftp_wire_receive(&c->session.wire, control, 0);
    if (!still_wanted(c))
        on_ready(control, what, c);
}

/* As long as the transfer goes on its event stays: it waits for the same again. */
static void
on_movable(evutil_socket_t data, short what, void *argument)
{
    struct client *c = argument;
    enum step result = STEP_FAILED;

    if (!(what & EV_TIMEOUT))
        result = ftp_session_move(&c->session, BUDGET);
    if (result == STEP_DONE || result == STEP_FAILED)
        on_ready(data, what, c);
}

static void
on_pause_over(evutil_socket_t none, short what, void *argument)
{
    struct client *c = argument;

    (void)none, (void)what;
    ftp_session_paused(&c->session);
    drive(c);
}

static void
on_linger_over(evutil_socket_t none, short what, void *argument)
{
    (void)none, (void)what;
    ftp_serve_end(argument);
}

/* Waiting: says what for, and returns. */

static void
wait_for(struct client *c, struct event *event, int descriptor, short what, double seconds,
         event_callback_fn callback)
{
    if (loop_wait(event, descriptor, what, seconds, callback))
        return;
    ftp_wire_lose(&c->session.wire); /* no memory: the callback comes at once, and ends it */
    event_active(event, EV_TIMEOUT, 1);
}

static void
wait_for_data(struct client *c, int descriptor, short what, event_callback_fn callback)
{
    wait_for(c, &c->on_data, descriptor, what, ftp_session_patience(&c->session), callback);
    if (ftp_wire_has_room(&c->session.wire))
        wait_for(c, &c->on_control, c->control, EV_READ, 0, on_command);
    else
        event_del(&c->on_control);
}

static void
wait_for_end(struct client *c)
{
    /* Step 5: each side closes its own writer */
    shutdown(c->control, SHUT_WR);
    if (c->session.wire.ended) {
        ftp_serve_end(c);
        return;
    }
    c->leaving = true;
    wait_for(c, &c->on_control, c->control, EV_READ, 0, on_command);
    wait_for(c, &c->on_data, -1, EV_TIMEOUT, LINGER, on_linger_over);
}

/* Steps that may have to wait: STEP_WAIT says that they do now. */

static enum step
make_data_connection(struct client *c)
{
    struct ftp_data *data = &c->session.data;
    enum step result = data_connection_try(data);
    int descriptor;

    if (result == STEP_WAIT) {
        short what = data_connection_event(data, &descriptor);

        wait_for_data(c, descriptor, what, on_ready);
    } else {
        ftp_session_connected(&c->session, result == STEP_DONE);
    }
    return result;
}

static enum step
move_data(struct client *c, short what)
{
    enum step result = ftp_session_move(&c->session, BUDGET);

    if (result == STEP_DONE || result == STEP_FAILED)
        return result;
    /* With STEP_MORE, too: others have a turn. */
    wait_for_data(c, c->session.data.socket, what, on_movable);
    return STEP_WAIT;
}

/* Goes round until something has to be waited for, or others should have their turn: every return
 * is a wait.  What is computed here keeps them waiting, too: a password's hash is the longest. */
static void
drive(struct client *c)
{
    struct ftp_session *s = &c->session;
    enum ftp_need need;

    /* Step 4: give it what it needs */
    for (int turn = 0; turn < TURNS; turn++) {
        switch (need = ftp_session_next(s)) {
        case FTP_NEED_FLUSH:
            if (ftp_wire_flush(&s->wire, c->control) == STEP_WAIT) {
                wait_for(c, &c->on_control, c->control, EV_WRITE, ftp_session_patience(s),
                         on_ready);
                return; /* on_ready */
            }
            break;
        case FTP_NEED_INPUT:
            wait_for(c, &c->on_control, c->control, EV_READ, ftp_session_patience(s), on_command);
            return; /* on_command */
        case FTP_NEED_PAUSE:
            wait_for(c, &c->on_control, -1, EV_TIMEOUT, FTP_PAUSE, on_pause_over);
            return; /* on_pause_over */
        case FTP_NEED_LISTENER:
            ftp_session_listening(s, net_listen_data(&s->local, s->service->passive_low,
                                                     s->service->passive_high, SOCK_NONBLOCK));
            break;
        case FTP_NEED_DATA:
            if (make_data_connection(c) == STEP_WAIT)
                return; /* on_ready, or on_command */
            break;
        case FTP_NEED_SEND:
        case FTP_NEED_RECEIVE:
            if (move_data(c, need == FTP_NEED_SEND ? EV_WRITE : EV_READ) == STEP_WAIT)
                return; /* on_movable, or on_command */
            break;
        case FTP_NEED_CLOSE:
            wait_for_end(c);
            return; /* on_command, or on_linger_over */
        }
    }
    wait_for(c, &c->on_control, c->control, EV_WRITE, ftp_session_patience(s), on_ready);
}

void
ftp_serve(int control, struct server *server)
{
    union net_address local = net_local(control);
    union net_address peer = net_peer(control);
    struct client *c = calloc(1, sizeof *c);

    if (c == NULL) {
        net_refuse(control, FTP_TOO_MANY);
        return;
    }
    c->server = server;
    c->control = control;
    event_assign(&c->on_control, server->loop.base, -1, 0, on_ready, c);
    event_assign(&c->on_data, server->loop.base, -1, 0, on_ready, c);
    LIST_INSERT_HEAD(&server->clients, c, others);
    loop_client_came(&server->loop);

    /* Step 3: begin the session */
    ftp_session_begin(&c->session, server->service, &local, &peer);
    drive(c);
}
