/* ftp_client, several files at a time in one thread: when one job ends, the next begins.  The same
 * as lab1-blocking, except that ftp_talk() only begins one, and the event loop does them all. */
#include "connect.h"
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "loop.h"
#include "process.h"

#include <err.h>

/* Keeps so many running as may. */
static void
start_jobs(struct queue *q)
{
    struct ftp_job *job;

    /* Step 1: take the next job */
    while (q->running < q->options->parallel && (job = ftp_jobs_take(&q->options->jobs)) != NULL)
        ftp_talk(job, q); /* steps 2 to 5 */
}

static void
on_progress_due(evutil_socket_t none, short what, void *argument)
{
    (void)none, (void)what;
    progress_update(argument);
}

static void
begin_queue(struct queue *q, struct ftp_client_options *options)
{
    *q = (struct queue){.options = options, .base = event_base_new()};
    if (q->base == NULL)
        errx(1, "cannot make an event loop");
    q->names = connect_names(q->base);
}

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct timeval period = loop_time(PROGRESS_PERIOD);
    struct event *progress_due;
    struct queue queue;
    int status;

    process_prepare();
    process_leave_no_core(false);
    loop_be_quiet();
    begin_queue(&queue, &options);
    progress_begin(&queue.progress, &options.jobs, options.quiet);
    progress_due = event_new(queue.base, -1, EV_PERSIST, on_progress_due, &queue.progress);
    if (progress_due == NULL || event_add(progress_due, &period) != 0)
        errx(1, "out of memory");

    for (start_jobs(&queue); queue.running > 0; start_jobs(&queue))
        event_base_loop(queue.base, EVLOOP_ONCE);

    event_free(progress_due);
    evdns_base_free(queue.names, 0);
    event_base_free(queue.base);
    status = progress_end(&queue.progress);
    ftp_client_options_end(&options);
    return status;
}
