/* The script of a dialogue: what is said after what, from the greeting to the goodbye. */
#include "ftp_script.h"

#include "clock.h"
#include "ftp_address.h"
#include "ftp_command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Saying something makes us wait for the reply to it. */
static void
say(struct ftp_dialogue *d, const char *verb, const char *argument, enum ftp_dialogue_state state)
{
    ftp_command_send(&d->wire, verb, argument);
    d->reply = (struct ftp_reply){0};
    d->state = state;
}

/* The job is over, well or not. */
static void
say_goodbye(struct ftp_dialogue *d)
{
    transfer_end(&d->transfer);
    ftp_data_end(&d->data);
    say(d, "QUIT", NULL, FTP_AWAITS_QUIT);
}

void
ftp_script_fail(struct ftp_dialogue *d, const char *why)
{
    ftp_job_fail(d->job, "%s", why);
    say_goodbye(d);
}

/* The server refused something that the job cannot do without. */
static void
fail_with_reply(struct ftp_dialogue *d)
{
    ftp_job_fail(d->job, "%03d %s", d->reply.code, d->reply.text);
    say_goodbye(d);
}

/* The steps, in the order in which they are taken.  Each says something, or goes on to the next. */

static void
log_in(struct ftp_dialogue *d)
{
    say(d, "USER", d->job->url.user, FTP_AWAITS_USER);
}

static bool
lists(const struct ftp_dialogue *d)
{
    return d->job->kind == FTP_LIST || d->job->kind == FTP_TREE;
}

static void
set_type(struct ftp_dialogue *d)
{
    say(d, "TYPE", lists(d) ? "A" : "I", FTP_AWAITS_TYPE);
}

/* A directory is listed from inside, since not every server lists one by a name with spaces. */
static void
go_there(struct ftp_dialogue *d)
{
    if (lists(d) && d->job->url.path[0] != '\0')
        say(d, "CWD", d->job->url.path, FTP_AWAITS_CWD);
    else
        set_type(d);
}

static void
agree_on_port(struct ftp_dialogue *d)
{
    if (d->job->active)
        d->state = FTP_AWAITS_LISTENER;
    else
        say(d, "EPSV", NULL, FTP_AWAITS_EPSV);
}

static void
ask_size(struct ftp_dialogue *d)
{
    if (d->job->kind == FTP_GET || (d->job->kind == FTP_PUT && d->job->resume))
        say(d, "SIZE", d->job->url.path, FTP_AWAITS_SIZE);
    else
        agree_on_port(d);
}

static void
start(struct ftp_dialogue *d)
{
    const struct ftp_job *job = d->job;

    switch (job->kind) {
    case FTP_GET:
        say(d, "RETR", job->url.path, FTP_AWAITS_START);
        break;
    case FTP_PUT: /* APPE, and not REST and STOR: every server has it */
        say(d, job->offset > 0 ? "APPE" : "STOR", job->url.path, FTP_AWAITS_START);
        break;
    case FTP_LIST:
        say(d, job->long_listing ? "LIST" : "NLST", NULL, FTP_AWAITS_START);
        break;
    case FTP_TREE:
        d->job->has_facts = true;
        say(d, "MLSD", NULL, FTP_AWAITS_START);
        break;
    }
}

void
ftp_script_ask_restart(struct ftp_dialogue *d)
{
    char offset[32];

    snprintf(offset, sizeof offset, "%lld", (long long)d->job->offset);
    if (d->job->kind == FTP_GET && d->job->offset > 0)
        say(d, "REST", offset, FTP_AWAITS_REST);
    else
        start(d);
}

/* What the server said to some of them takes more than a line. */

static void
take_size_there(struct ftp_dialogue *d, off_t there)
{
    struct ftp_job *job = d->job;

    if (there > job->size)
        ftp_script_fail(d, "the file there is longer than the one here");
    else if (!ftp_job_seek(job, there))
        ftp_script_fail(d, strerror(errno));
    else if (there == job->size)
        say_goodbye(d); /* nothing is missing */
    else
        agree_on_port(d);
}

static void
take_size_of_download(struct ftp_dialogue *d, off_t total)
{
    struct ftp_job *job = d->job;
    off_t have = job->resume && job->size <= total ? job->size : 0;

    job->total = total;
    job->is_there = job->size == 0 && job->complete == total;
    if (job->is_there) {
        say_goodbye(d);
        return;
    }
    if (!ftp_job_seek(job, have))
        ftp_script_fail(d, strerror(errno));
    else if (have > 0 && have == total)
        say_goodbye(d); /* nothing is missing but its name */
    else
        agree_on_port(d);
}

static void
on_size(struct ftp_dialogue *d)
{
    struct ftp_job *job = d->job;
    char *end;
    long long size;

    errno = 0;
    size = strtoll(d->reply.text, &end, 10);
    if (d->reply.code == 213 && end > d->reply.text && errno == 0 && size >= 0) {
        if (job->kind == FTP_PUT)
            take_size_there(d, size);
        else
            take_size_of_download(d, size);
    } else if (job->kind == FTP_GET && job->resume && !ftp_job_seek(job, job->size)) {
        ftp_script_fail(d, strerror(errno));
    } else {
        agree_on_port(d); /* not every server tells; RETR and STOR will say what is wrong */
    }
}

/* The host is the control connection's, whatever the reply says: a server that names another one
 * could make us connect to anybody. */
static void
connect_to_port(struct ftp_dialogue *d, unsigned port)
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

    say(d, "EPRT", ftp_address_write_eprt(&at, text), FTP_AWAITS_EPRT);
}

static void
say_port(struct ftp_dialogue *d)
{
    union net_address at = net_local(d->data.listener);
    char text[FTP_ADDRESS_TEXT];

    say(d, "PORT", ftp_address_write_port(&at, text), FTP_AWAITS_PORT);
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
        transfer_receive(&d->transfer, file, lists(d));
    d->transfer.for_terminal = d->job->kind == FTP_LIST && isatty(file);
    d->job->started = clock_now();
    d->state = FTP_AWAITS_MOVE;
}

/* The connection of a passive transfer was made before the command; that of an active one comes
 * now. */
static void
on_start(struct ftp_dialogue *d)
{
    int code = d->reply.code;

    if (code < 300) {
        d->started = code < 200; /* else the end was said already, and the data is still there */
        if (d->data.way == FTP_DATA_ACCEPT && d->started)
            d->state = FTP_AWAITS_CONNECTION;
        else if (d->data.socket >= 0)
            ftp_script_move(d);
        else if (lists(d))
            say_goodbye(d); /* an empty one */
        else
            ftp_script_fail(d, "the server made no data connection");
    } else if (d->job->kind == FTP_LIST && !d->job->long_listing && (code == 450 || code == 550)) {
        say_goodbye(d); /* what some servers say to NLST in an empty directory */
    } else if (d->job->has_facts) {
        d->job->has_facts = false; /* not every server has MLSD */
        say(d, "LIST", NULL, FTP_AWAITS_START);
    } else {
        fail_with_reply(d);
    }
}

void
ftp_script_check_size(struct ftp_dialogue *d)
{
    struct ftp_job *job = d->job;

    if (job->total >= 0 && job->moved != job->total)
        ftp_job_fail(job, "incomplete, %lld of %lld bytes", (long long)job->moved,
                     (long long)job->total);
    say_goodbye(d);
}

static void
on_end(struct ftp_dialogue *d)
{
    if (d->reply.code >= 300)
        fail_with_reply(d);
    else if (!d->started)
        ftp_script_fail(d, "the data connection broke");
    else
        ftp_script_check_size(d);
}

void
ftp_script_on_reply(struct ftp_dialogue *d)
{
    int code = d->reply.code;
    bool good = code >= 200 && code < 300;

    if (code == 421 && d->state != FTP_AWAITS_QUIT) { /* the server leaves, whatever it was asked */
        fail_with_reply(d);
        return;
    }
    switch (d->state) {
    case FTP_AWAITS_GREETING:
        code == 220 ? log_in(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_USER:
        if (code == 331)
            say(d, "PASS", d->job->url.password, FTP_AWAITS_PASS);
        else
            good ? go_there(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_PASS:
        good ? go_there(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_CWD:
        good ? set_type(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_TYPE:
        good ? ask_size(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_SIZE:
        on_size(d);
        break;
    case FTP_AWAITS_EPSV:
        if (code == 229)
            connect_to_port(d, ftp_address_read_229(d->reply.text));
        else
            say(d, "PASV", NULL, FTP_AWAITS_PASV);
        break;
    case FTP_AWAITS_PASV:
        code == 227 ? connect_to_port(d, ftp_address_read_227(d->reply.text)) : fail_with_reply(d);
        break;
    case FTP_AWAITS_EPRT:
        if (good || !net_is_v4(&d->local))
            good ? ftp_script_ask_restart(d) : fail_with_reply(d);
        else
            say_port(d);
        break;
    case FTP_AWAITS_PORT:
        good ? ftp_script_ask_restart(d) : fail_with_reply(d);
        break;
    case FTP_AWAITS_REST:
        if (code == 350 || ftp_job_seek(d->job, 0)) /* refused: all of it, then */
            start(d);
        else
            ftp_script_fail(d, strerror(errno));
        break;
    case FTP_AWAITS_START:
        on_start(d);
        break;
    case FTP_AWAITS_END:
        on_end(d);
        break;
    default:
        d->state = FTP_AWAITS_NOTHING;
    }
}
