/* Does jobs with FTP servers in an event loop. */
#ifndef FTP_TALK_H
#define FTP_TALK_H

#include "ftp_client_options.h"
#include "progress.h"

#include <event2/dns.h>
#include <event2/event.h>

/* What all jobs share. */
struct queue {
    struct ftp_client_options *options;
    struct progress progress;
    struct event_base *base;
    struct evdns_base *names;
    unsigned running;
};

/* Begins a job, and returns: from then on callbacks do it, and count it off q->running when it is
 * done or has failed; the job says which, and why. */
void ftp_talk(struct ftp_job *job, struct queue *q);

#endif
