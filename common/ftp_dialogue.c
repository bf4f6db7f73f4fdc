/* The client's side of one FTP session: replies and answers in, needs out.  What is said when is
 * the script's affair: ftp_script.c. */
#include "ftp_dialogue.h"

#include "ftp_script.h"
#include "ftp_tree.h"

#include <errno.h>
#include <string.h>

#define QUIT_PATIENCE 2.0 /* seconds for a goodbye: the job is over by then */

void
ftp_dialogue_begin(struct ftp_dialogue *d, struct ftp_job *job, double timeout,
                   const union net_address *local, const union net_address *peer)
{
    memset(d, 0, sizeof *d);
    d->job = job;
    d->timeout = timeout;
    d->local = *local;
    d->peer = *peer;
    d->state = FTP_AWAITS_GREETING;
    ftp_data_begin(&d->data);
}

void
ftp_dialogue_listening(struct ftp_dialogue *d, int listener)
{
    if (listener < 0) {
        ftp_script_fail(d, strerror(errno));
        return;
    }
    d->data.way = FTP_DATA_ACCEPT;
    d->data.listener = listener;
    d->data.peer = d->peer;
    ftp_script_announce_port(d);
}

void
ftp_dialogue_connected(struct ftp_dialogue *d, bool connected)
{
    if (!connected && d->started && linebuf_ready(&d->wire.in)) {
        d->started = false; /* the server says why */
        d->reply = (struct ftp_reply){0};
        d->state = FTP_AWAITS_END;
    } else if (!connected)
        ftp_script_fail(d, "the data connection did not come about");
    else if (d->data.way == FTP_DATA_CONNECT)
        ftp_script_ask_restart(d);
    else
        ftp_script_move(d);
}

static void
transfer_done(struct ftp_dialogue *d)
{
    transfer_end(&d->transfer);
    ftp_data_end(&d->data); /* some servers wait for it before they say 226 */
    if (d->started) {
        d->reply = (struct ftp_reply){0};
        d->state = FTP_AWAITS_END;
    } else {
        ftp_script_check_size(d);
    }
}

/* When the connection breaks the server may well say why. */
static void
transfer_failed(struct ftp_dialogue *d)
{
    const char *why = strerror(d->transfer.error);

    if (d->transfer.fault == TRANSFER_LOCAL || !d->started) {
        ftp_script_fail(d, why);
        return;
    }
    transfer_end(&d->transfer);
    ftp_data_end(&d->data);
    d->started = false;
    d->reply = (struct ftp_reply){0};
    d->state = FTP_AWAITS_END;
}

enum step
ftp_dialogue_move(struct ftp_dialogue *d, size_t budget)
{
    enum step result = transfer_step(&d->transfer, d->data.socket, budget);

    d->job->moved = d->job->offset + d->transfer.moved;
    if (d->job->kind == FTP_TREE && d->transfer.moved > FTP_TREE_LISTING) {
        ftp_script_fail(d, "the listing is longer than 16 MiB");
        return STEP_FAILED;
    }
    if (result == STEP_DONE)
        transfer_done(d);
    else if (result == STEP_FAILED)
        transfer_failed(d);
    return result;
}

/* Reads the next line that waits; false when there is none. */
static bool
take_line(struct ftp_dialogue *d)
{
    enum ftp_reply_result result = FTP_REPLY_BAD;
    bool only_says_wait;
    char *line;

    switch (linebuf_take(&d->wire.in, &line)) {
    case LINEBUF_NONE:
        return false;
    case LINEBUF_LINE:
        result = ftp_reply_read(&d->reply, line);
        break;
    case LINEBUF_TOO_LONG:
        break;
    }
    /* A 1yz reply says that another will come, except to the command that starts the transfer. */
    only_says_wait = d->reply.code < 200 && d->state != FTP_AWAITS_START;
    if (result == FTP_REPLY_BAD) {
        ftp_job_fail(d->job, "the server's reply is not FTP");
        ftp_wire_lose(&d->wire);
    } else if (result == FTP_REPLY_WHOLE && only_says_wait) {
        d->reply = (struct ftp_reply){0};
    } else if (result == FTP_REPLY_WHOLE) {
        ftp_script_on_reply(d);
    }
    return true;
}

static bool
job_is_over(const struct ftp_dialogue *d)
{
    return d->state == FTP_AWAITS_QUIT || d->state == FTP_AWAITS_NOTHING;
}

/* The server hung up, or the connection broke. */
static enum ftp_need
end_of_stream(struct ftp_dialogue *d)
{
    if (!job_is_over(d))
        ftp_job_fail(d->job, "the server closed the connection");
    return FTP_NEED_CLOSE;
}

enum ftp_need
ftp_dialogue_next(struct ftp_dialogue *d)
{
    while (!d->wire.lost) {
        if (buffer_length(&d->wire.out) > 0)
            return FTP_NEED_FLUSH;
        switch (d->state) {
        case FTP_AWAITS_LISTENER:
            return FTP_NEED_LISTENER;
        case FTP_AWAITS_CONNECTION:
            return FTP_NEED_DATA;
        case FTP_AWAITS_MOVE:
            return d->job->kind == FTP_PUT ? FTP_NEED_SEND : FTP_NEED_RECEIVE;
        case FTP_AWAITS_NOTHING:
            return FTP_NEED_CLOSE;
        default:
            if (!take_line(d))
                return d->wire.ended ? end_of_stream(d) : FTP_NEED_INPUT;
        }
    }
    return end_of_stream(d);
}

void
ftp_dialogue_timed_out(struct ftp_dialogue *d)
{
    if (d->state != FTP_AWAITS_QUIT)
        ftp_job_fail(d->job, "timed out after %g s", d->timeout);
    ftp_wire_lose(&d->wire);
}

double
ftp_dialogue_patience(const struct ftp_dialogue *d)
{
    if (d->state == FTP_AWAITS_QUIT && d->timeout > QUIT_PATIENCE)
        return QUIT_PATIENCE;
    return d->timeout;
}

void
ftp_dialogue_end(struct ftp_dialogue *d)
{
    transfer_end(&d->transfer);
    ftp_data_end(&d->data);
    ftp_wire_free(&d->wire);
    if (!job_is_over(d))
        ftp_job_fail(d->job, "interrupted"); /* if nothing else was the reason */
    ftp_job_finish(d->job);
}
