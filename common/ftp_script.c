/* The script of a dialogue: what is said after what, from the greeting to the goodbye. */
#include "ftp_script.h"

#include "ftp_address.h"
#include "ftp_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
ftp_script_say(struct ftp_dialogue *d, const char *verb, const char *argument,
               enum ftp_dialogue_state state)
{
    ftp_command_send(&d->wire, verb, argument);
    d->reply = (struct ftp_reply){0};
    d->state = state;
}

void
ftp_script_say_goodbye(struct ftp_dialogue *d)
{
    transfer_end(&d->transfer);
    ftp_data_end(&d->data);
    ftp_script_say(d, "QUIT", NULL, FTP_AWAITS_QUIT);
}

void
ftp_script_fail(struct ftp_dialogue *d, const char *why)
{
    ftp_job_fail(d->job, "%s", why);
    ftp_script_say_goodbye(d);
}

void
ftp_script_fail_with_reply(struct ftp_dialogue *d)
{
    ftp_job_fail(d->job, "%03d %s", d->reply.code, d->reply.text);
    ftp_script_say_goodbye(d);
}

/* The steps, in the order in which they are taken.  Each says something, or goes on to the next. */

static void
log_in(struct ftp_dialogue *d)
{
    ftp_script_say(d, "USER", d->job->url.user, FTP_AWAITS_USER);
}

bool
ftp_script_lists(const struct ftp_dialogue *d)
{
    return d->job->kind == FTP_LIST || d->job->kind == FTP_TREE;
}

static void
set_type(struct ftp_dialogue *d)
{
    ftp_script_say(d, "TYPE", ftp_script_lists(d) ? "A" : "I", FTP_AWAITS_TYPE);
}

/* A directory is listed from inside, since not every server lists one by a name with spaces. */
static void
go_there(struct ftp_dialogue *d)
{
    if (ftp_script_lists(d) && d->job->url.path[0] != '\0')
        ftp_script_say(d, "CWD", d->job->url.path, FTP_AWAITS_CWD);
    else
        set_type(d);
}

static void
agree_on_port(struct ftp_dialogue *d)
{
    if (d->job->active)
        d->state = FTP_AWAITS_LISTENER;
    else
        ftp_script_say(d, "EPSV", NULL, FTP_AWAITS_EPSV);
}

static void
ask_size(struct ftp_dialogue *d)
{
    if (d->job->kind == FTP_GET || (d->job->kind == FTP_PUT && d->job->resume))
        ftp_script_say(d, "SIZE", d->job->url.path, FTP_AWAITS_SIZE);
    else
        agree_on_port(d);
}

static void
start(struct ftp_dialogue *d)
{
    const struct ftp_job *job = d->job;

    switch (job->kind) {
    case FTP_GET:
        ftp_script_say(d, "RETR", job->url.path, FTP_AWAITS_START);
        break;
    case FTP_PUT: /* APPE, and not REST and STOR: every server has it */
        ftp_script_say(d, job->offset > 0 ? "APPE" : "STOR", job->url.path, FTP_AWAITS_START);
        break;
    case FTP_LIST:
        ftp_script_say(d, job->long_listing ? "LIST" : "NLST", NULL, FTP_AWAITS_START);
        break;
    case FTP_TREE:
        d->job->has_facts = true;
        ftp_script_say(d, "MLSD", NULL, FTP_AWAITS_START);
        break;
    }
}

void
ftp_script_ask_restart(struct ftp_dialogue *d)
{
    char offset[32];

    snprintf(offset, sizeof offset, "%lld", (long long)d->job->offset);
    if (d->job->kind == FTP_GET && d->job->offset > 0)
        ftp_script_say(d, "REST", offset, FTP_AWAITS_REST);
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
        ftp_script_say_goodbye(d); /* nothing is missing */
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
        ftp_script_say_goodbye(d);
        return;
    }
    if (!ftp_job_seek(job, have))
        ftp_script_fail(d, strerror(errno));
    else if (have > 0 && have == total)
        ftp_script_say_goodbye(d); /* nothing is missing but its name */
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

void
ftp_script_on_reply(struct ftp_dialogue *d)
{
    int code = d->reply.code;
    bool good = code >= 200 && code < 300;

    if (code == 421 && d->state != FTP_AWAITS_QUIT) { /* the server leaves, whatever it was asked */
        ftp_script_fail_with_reply(d);
        return;
    }
    switch (d->state) {
    case FTP_AWAITS_GREETING:
        code == 220 ? log_in(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_USER:
        if (code == 331)
            ftp_script_say(d, "PASS", d->job->url.password, FTP_AWAITS_PASS);
        else
            good ? go_there(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_PASS:
        good ? go_there(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_CWD:
        good ? set_type(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_TYPE:
        good ? ask_size(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_SIZE:
        on_size(d);
        break;
    case FTP_AWAITS_EPSV:
        if (code == 229)
            ftp_script_connect_to(d, ftp_address_read_229(d->reply.text));
        else
            ftp_script_say(d, "PASV", NULL, FTP_AWAITS_PASV);
        break;
    case FTP_AWAITS_PASV:
        code == 227 ? ftp_script_connect_to(d, ftp_address_read_227(d->reply.text))
                    : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_EPRT:
        if (good || !net_is_v4(&d->local))
            good ? ftp_script_ask_restart(d) : ftp_script_fail_with_reply(d);
        else
            ftp_script_say_port(d);
        break;
    case FTP_AWAITS_PORT:
        good ? ftp_script_ask_restart(d) : ftp_script_fail_with_reply(d);
        break;
    case FTP_AWAITS_REST:
        if (code == 350 || ftp_job_seek(d->job, 0)) /* refused: all of it, then */
            start(d);
        else
            ftp_script_fail(d, strerror(errno));
        break;
    case FTP_AWAITS_START:
        ftp_script_on_start(d);
        break;
    case FTP_AWAITS_END:
        ftp_script_on_end(d);
        break;
    default:
        d->state = FTP_AWAITS_NOTHING;
    }
}
