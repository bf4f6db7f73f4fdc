/* Serves one FTP client, waiting for it in system calls.  lab2-threads runs this file unchanged,
 * once in each thread; lab2-async has the same switch and returns to its loop instead of waiting.
 */
#include "ftp_serve.h"

#include "clock.h"
#include "ftp_session.h"
#include "waits.h"

#include <sys/socket.h>

enum { BUDGET = 1024 * 1024 }; /* bytes between two looks at the control connection */

#define TICK   1.0 /* seconds between two looks at it while the data connection is silent */
#define LINGER 2.0 /* seconds the client has to hang up, too */

/* What waits in a system call cannot hear anything else.  So during a transfer we look at the
 * control connection between two waits: the client may have changed its mind. */
static bool
still_wanted(struct ftp_session *s, int control, enum ftp_need need)
{
    ftp_wire_receive(&s->wire, control, MSG_DONTWAIT);
    if (wait_is_over(control))
        ftp_wire_lose(&s->wire);
    return ftp_session_next(s) == need;
}

static void
accept_data(struct ftp_session *s, int control)
{
    double deadline = clock_now() + ftp_session_patience(s);
    enum step result;

    net_set_read_patience(s->data.listener, TICK);
    while ((result = ftp_data_accept(&s->data, 0)) == STEP_WAIT && clock_now() < deadline)
        if (!still_wanted(s, control, FTP_NEED_DATA))
            return;
    ftp_session_connected(s, result == STEP_DONE);
}

static void
connect_data(struct ftp_session *s, int control)
{
    double deadline = clock_now() + ftp_session_patience(s);
    enum step result;

    s->data.socket = net_socket(s->data.peer.any.sa_family, 0);
    net_set_write_patience(s->data.socket, TICK);
    while ((result = wait_connected(s->data.socket, &s->data.peer)) == STEP_WAIT &&
           clock_now() < deadline)
        if (!still_wanted(s, control, FTP_NEED_DATA))
            return;
    ftp_session_connected(s, result == STEP_DONE);
}

static void
move_data(struct ftp_session *s, int control, enum ftp_need need)
{
    double moved_at = clock_now();

    if (need == FTP_NEED_SEND)
        net_set_write_patience(s->data.socket, TICK);
    else
        net_set_read_patience(s->data.socket, TICK);
    do {
        switch (ftp_session_move(s, BUDGET)) {
        case STEP_MORE:
            moved_at = clock_now();
            break;
        case STEP_WAIT:
            if (clock_now() - moved_at >= ftp_session_patience(s))
                ftp_session_timed_out(s);
            break;
        case STEP_DONE:
        case STEP_FAILED:
            return;
        }
    } while (still_wanted(s, control, need));
}

static void
answer(struct ftp_session *s, int control, enum ftp_need need)
{
    switch (need) {
    case FTP_NEED_FLUSH:
        if (ftp_wire_flush(&s->wire, control) == STEP_WAIT)
            ftp_session_timed_out(s);
        break;
    case FTP_NEED_INPUT:
        if (ftp_wire_receive(&s->wire, control, 0) == STEP_WAIT)
            ftp_session_timed_out(s);
        break;
    case FTP_NEED_PAUSE:
        wait_seconds(FTP_PAUSE, control);
        ftp_session_paused(s);
        break;
    case FTP_NEED_LISTENER:
        ftp_session_listening(
            s, net_listen_data(&s->local, s->service->passive_low, s->service->passive_high, 0));
        break;
    case FTP_NEED_DATA:
        if (s->data.way == FTP_DATA_ACCEPT)
            accept_data(s, control);
        else
            connect_data(s, control);
        break;
    case FTP_NEED_SEND:
    case FTP_NEED_RECEIVE:
        move_data(s, control, need);
        break;
    case FTP_NEED_CLOSE:
        break;
    }
}

void
ftp_serve(int control, const struct ftp_service *service)
{
    union net_address local = net_local(control);
    union net_address peer = net_peer(control);
    struct ftp_session s;
    enum ftp_need need;

    /* Step 3: begin the session */
    net_set_patience(control, service->idle_timeout);
    ftp_session_begin(&s, service, &local, &peer);

    /* Step 4: give it what it needs */
    while ((need = ftp_session_next(&s)) != FTP_NEED_CLOSE)
        answer(&s, control, need);

    /* Step 5: each side closes its own writer */
    wait_for_end(control, s.wire.ended ? 0 : LINGER);
    ftp_session_end(&s);
}
