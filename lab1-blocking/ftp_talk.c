/* Does one job with an FTP server, waiting for it in system calls.  lab2-threads runs this file
 * unchanged, in several threads; lab2-async has the same switch and returns to its loop instead of
 * waiting. */
#include "ftp_talk.h"

#include "clock.h"
#include "connect.h"
#include "ftp_dialogue.h"
#include "waits.h"

#include <sys/socket.h>
#include <unistd.h>

#define TICK 1.0 /* seconds between two looks at the control connection */

enum { BUDGET = 1024 * 1024 }; /* bytes between two looks at the progress */

/* What waits in a system call cannot hear anything else.  So we look at the control connection
 * between two waits: the server may have said that it will not come. */
static void
accept_data(struct ftp_dialogue *d, int control)
{
    double deadline = clock_now() + ftp_dialogue_patience(d);
    enum step result;

    net_set_read_patience(d->data.listener, d->timeout < TICK ? d->timeout : TICK);
    while ((result = ftp_data_accept(&d->data, 0)) == STEP_WAIT && clock_now() < deadline &&
           !linebuf_ready(&d->wire.in))
        ftp_wire_receive(&d->wire, control, MSG_DONTWAIT);
    ftp_dialogue_connected(d, result == STEP_DONE);
}

static void
connect_data(struct ftp_dialogue *d)
{
    d->data.socket = wait_connect(&d->data.peer, ftp_dialogue_patience(d));
    ftp_dialogue_connected(d, d->data.socket >= 0);
}

static void
move_data(struct ftp_dialogue *d, struct progress *progress)
{
    enum step result;

    net_set_patience(d->data.socket, ftp_dialogue_patience(d));
    while ((result = ftp_dialogue_move(d, BUDGET)) == STEP_MORE)
        if (progress != NULL)
            progress_update(progress);
    if (result == STEP_WAIT)
        ftp_dialogue_timed_out(d);
}

static void
answer(struct ftp_dialogue *d, int control, enum ftp_need need, struct progress *progress)
{
    switch (need) {
    case FTP_NEED_FLUSH:
        if (ftp_wire_flush(&d->wire, control) == STEP_WAIT)
            ftp_dialogue_timed_out(d);
        break;
    case FTP_NEED_INPUT:
        net_set_patience(control, ftp_dialogue_patience(d));
        if (ftp_wire_receive(&d->wire, control, 0) == STEP_WAIT)
            ftp_dialogue_timed_out(d);
        break;
    case FTP_NEED_LISTENER:
        ftp_dialogue_listening(d, net_listen_data(&d->local, 0, 0, 0));
        break;
    case FTP_NEED_DATA:
        if (d->data.way == FTP_DATA_ACCEPT)
            accept_data(d, control);
        else
            connect_data(d);
        break;
    case FTP_NEED_SEND:
    case FTP_NEED_RECEIVE:
        move_data(d, progress);
        break;
    case FTP_NEED_PAUSE:
    case FTP_NEED_CLOSE:
        break;
    }
}

static void
talk(struct ftp_job *job, int control, double timeout, struct progress *progress)
{
    union net_address local = net_local(control);
    union net_address peer = net_peer(control);
    struct ftp_dialogue d;
    enum ftp_need need;

    /* Step 3: begin the dialogue */
    net_set_control(control);
    ftp_dialogue_begin(&d, job, timeout, &local, &peer);

    /* Step 4: give it what it needs */
    while ((need = ftp_dialogue_next(&d)) != FTP_NEED_CLOSE)
        answer(&d, control, need, progress);
    ftp_dialogue_end(&d);
}

void
ftp_talk(struct ftp_job *job, double timeout, struct progress *progress)
{
    const char *why;
    int control;

    if (!ftp_job_begin(job)) {
        ftp_job_finish(job);
        return;
    }
    /* Step 2: connect */
    control = connect_to(job->url.host, job->url.port, timeout, &why);
    if (control < 0) {
        ftp_job_fail(job, "%s", why);
        ftp_job_finish(job);
        return;
    }
    talk(job, control, timeout, progress);
    /* Step 5: hang up */
    close(control);
}
