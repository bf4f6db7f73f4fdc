/* The jobs of one run of ftp_client, in the order in which they are taken. */
#include "ftp_job.h"

#include <stdlib.h>

struct ftp_job *
ftp_jobs_add(struct ftp_jobs *jobs, enum ftp_job_kind kind)
{
    struct ftp_job **all = reallocarray(jobs->all, jobs->count + 1, sizeof *all);
    struct ftp_job *job;

    if (all == NULL)
        return NULL;
    jobs->all = all;
    job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->kind = kind;
    job->directory = job->place = job->file = -1;
    all[jobs->count++] = job;
    return job;
}

void
ftp_jobs_drop_last(struct ftp_jobs *jobs)
{
    ftp_job_end(jobs->all[--jobs->count]);
    free(jobs->all[jobs->count]);
}

struct ftp_job *
ftp_jobs_take(struct ftp_jobs *jobs)
{
    return jobs->taken < jobs->count ? jobs->all[jobs->taken++] : NULL;
}

void
ftp_jobs_end(struct ftp_jobs *jobs)
{
    for (unsigned i = 0; i < jobs->count; i++) {
        ftp_job_end(jobs->all[i]);
        free(jobs->all[i]);
    }
    free(jobs->all);
    *jobs = (struct ftp_jobs){0};
}
