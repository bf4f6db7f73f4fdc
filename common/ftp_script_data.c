/* The script of a dialogue, as far as it is about the data connection: where it is made, when the
 * bytes move, and whether all of them came. */
#include "clock.h"
#include "ftp_address.h"
#include "ftp_script.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The host is the control connection's, whatever the reply says: a server that names another one
 * could make us connect to anybody. */
void
ftp_script_connect_to(struct ftp_dialogue *d, unsigned port)
{
    if (port == 0) {
        ftp_script_fail(d, "the server named no data port");
        return;
    }
    d->data.way = FTP_DATA_CONNECT;
    d->data.peer = d->peer;
    net_set_port(&d->data.peer, port);
    d->state = FTP_AWAITS_CONNECTION;
}

void
ftp_script_announce_port(struct ftp_dialogue *d)
{
    union net_address at = net_local(d->data.listener);
    char text[FTP_ADDRESS_TEXT];

    ftp_script_say(d, "EPRT", ftp_address_write_eprt(&at, text), FTP_AWAITS_EPRT);
}

void
ftp_script_say_port(struct ftp_dialogue *d)
{
    union net_address at = net_local(d->data.listener);
    char text[FTP_ADDRESS_TEXT];

    ftp_script_say(d, "PORT", ftp_address_write_port(&at, text), FTP_AWAITS_PORT);
}

void
ftp_script_move(struct ftp_dialogue *d)
{
    int file = fcntl(d->job->file, F_DUPFD_CLOEXEC, 0);

    if (file < 0) {
        ftp_script_fail(d, strerror(errno));
        return;
    }
    if (d->job->kind == FTP_PUT)
        transfer_send_file(&d->transfer, file, d->job->size - d->job->offset, false);
    else
        transfer_receive(&d->transfer, file, ftp_script_lists(d));
    d->transfer.for_terminal = d->job->kind == FTP_LIST && isatty(file);
    d->job->started = clock_now();
    d->state = FTP_AWAITS_MOVE;
}

/* The connection of a passive transfer was made before the command; that of an active one comes
 * now. */
void
ftp_script_on_start(struct ftp_dialogue *d)
{
    int code = d->reply.code;

    if (code < 300) {
        d->started = code < 200; /* else the end was said already, and the data is still there */
        if (d->data.way == FTP_DATA_ACCEPT && d->started)
            d->state = FTP_AWAITS_CONNECTION;
        else if (d->data.socket >= 0)
            ftp_script_move(d);
        else if (ftp_script_lists(d))
            ftp_script_say_goodbye(d); /* an empty one */
        else
            ftp_script_fail(d, "the server made no data connection");
    } else if (d->job->kind == FTP_LIST && !d->job->long_listing && (code == 450 || code == 550)) {
        ftp_script_say_goodbye(d); /* what some servers say to NLST in an empty directory */
    } else if (d->job->has_facts) {
        d->job->has_facts = false; /* not every server has MLSD */
        ftp_script_say(d, "LIST", NULL, FTP_AWAITS_START);
    } else {
        ftp_script_fail_with_reply(d);
    }
}

void
ftp_script_check_size(struct ftp_dialogue *d)
{
    struct ftp_job *job = d->job;

    if (job->total >= 0 && job->moved != job->total)
        ftp_job_fail(job, "incomplete, %lld of %lld bytes", (long long)job->moved,
                     (long long)job->total);
    ftp_script_say_goodbye(d);
}

void
ftp_script_on_end(struct ftp_dialogue *d)
{
    if (d->reply.code >= 300)
        ftp_script_fail_with_reply(d);
    else if (!d->started)
        ftp_script_fail(d, "the data connection broke");
    else
        ftp_script_check_size(d);
}
