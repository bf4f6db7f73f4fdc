/* ftp_client, several files at a time: each of a few threads takes the next job until none is left.
 * The same as lab1-blocking, except that ftp_talk() runs in threads. */
#include "clock.h"
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "ftp_tree.h"
#include "process.h"

#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STACK = 256 * 1024 }; /* bytes: a step of receiving takes 66 KiB, the default is 8 MiB */

/* What all threads share. */
struct queue {
    double timeout;

    pthread_mutex_t lock; /* must be held for all below */
    struct ftp_jobs *jobs;
    unsigned running;
    unsigned workers;
    pthread_cond_t changed; /* one of these is not what it was */
};

/* The next job; NULL once there is none and none can come any more.  The lock must be held, and is
 * while this returns, but not while it waits. */
static struct ftp_job *
take_job(struct queue *q)
{
    struct ftp_job *job;

    while ((job = ftp_jobs_take(q->jobs)) == NULL && q->running > 0)
        pthread_cond_wait(&q->changed, &q->lock);
    return job;
}

static void *
run_jobs(void *argument)
{
    struct queue *q = argument;
    struct ftp_job *job;

    /* Step 1: take the next job */
    pthread_mutex_lock(&q->lock);
    while ((job = take_job(q)) != NULL) {
        q->running++;
        pthread_mutex_unlock(&q->lock);
        ftp_talk(job, q->timeout, NULL); /* steps 2 to 5 */
        pthread_mutex_lock(&q->lock);
        q->running--;
        ftp_tree_grow(q->jobs, job);
        pthread_cond_broadcast(&q->changed);
    }
    q->workers--;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

/* Looks after the progress while the threads work. */
static void
wait_for_workers(struct queue *q, struct progress *progress)
{
    pthread_mutex_lock(&q->lock);
    while (q->workers > 0) {
        struct timespec until = clock_timespec(clock_now() + PROGRESS_PERIOD);

        pthread_cond_timedwait(&q->changed, &q->lock, &until);
        progress_update(progress);
    }
    pthread_mutex_unlock(&q->lock);
}

/* Returns how many there are: fewer than asked for do the work, too. */
static unsigned
start_workers(struct queue *q, pthread_t *threads, unsigned count)
{
    pthread_attr_t attributes;
    int failure = 0;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_mutex_lock(&q->lock);
    while (q->workers < count && failure == 0) {
        failure = pthread_create(&threads[q->workers], &attributes, run_jobs, q);
        q->workers += failure == 0;
    }
    if (q->workers == 0)
        warnx("cannot start a thread: %s", strerror(failure)); /* no job is done, then: exit 1 */
    count = q->workers;
    pthread_mutex_unlock(&q->lock);
    pthread_attr_destroy(&attributes);
    return count;
}

static void
begin_queue(struct queue *q, struct ftp_client_options *options)
{
    pthread_condattr_t attributes;

    *q = (struct queue){.timeout = options->timeout, .jobs = &options->jobs};
    pthread_mutex_init(&q->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&q->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    unsigned count = options.parallel;
    pthread_t *threads = calloc(count, sizeof *threads);
    struct progress progress;
    struct queue queue;
    int status;

    process_prepare();
    process_leave_no_core(false);
    if (threads == NULL)
        err(1, "no room for %u threads", count);
    progress_begin(&progress, &options.jobs, options.quiet);
    begin_queue(&queue, &options);

    count = start_workers(&queue, threads, count);
    wait_for_workers(&queue, &progress);
    for (unsigned i = 0; i < count; i++)
        pthread_join(threads[i], NULL);

    free(threads);
    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
