/* The jobs of one run of ftp_client, in the order in which they are taken. */
#include "ftp_job.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for one more: at 1, 2, 4, 8, ... it doubles. */
static bool
has_room(struct ftp_jobs *jobs)
{
    unsigned n = jobs->count;
    struct ftp_job **all = jobs->all;

    if ((n & (n - 1)) == 0)
        all = reallocarray(all, n == 0 ? 1 : 2 * n, sizeof *all);
    if (all != NULL)
        jobs->all = all;
    return all != NULL;
}

struct ftp_job *
ftp_jobs_add(struct ftp_jobs *jobs, enum ftp_job_kind kind)
{
    struct ftp_job *job;

    if (!has_room(jobs))
        return NULL;
    job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->kind = kind;
    job->directory = job->place = job->file = -1;
    jobs->all[jobs->count++] = job;
    return job;
}

void
ftp_jobs_drop_last(struct ftp_jobs *jobs)
{
    ftp_job_end(jobs->all[--jobs->count]);
    free(jobs->all[jobs->count]);
}

static int
compare_names(const void *a, const void *b)
{
    const struct ftp_job *const *one = a, *const *other = b;

    return strcmp(url_name(&(*one)->url), url_name(&(*other)->url));
}

static int
compare_with_name(const void *name, const void *job)
{
    const struct ftp_job *const *other = job;

    return strcmp(name, url_name(&(*other)->url));
}

bool
ftp_jobs_keep_apart(struct ftp_jobs *jobs, unsigned first)
{
    size_t n = jobs->count - first;
    struct ftp_job **sorted = calloc(n + 1, sizeof *sorted);

    if (sorted == NULL)
        return false;
    memcpy(sorted, jobs->all + first, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_names);
    for (size_t i = 0; i < n; i++) {
        char part[FTP_PART_NAME];
        struct ftp_job **found;

        ftp_job_part_name(sorted[i], part);
        found = bsearch(part, sorted, n, sizeof *sorted, compare_with_name);
        /* A name that fills a part's name by itself is no other file's. */
        if (found != NULL && *found != sorted[i] && sorted[i]->kind == FTP_GET) {
            (*found)->after = sorted[i];
            sorted[i]->part_is_another = true;
        }
    }
    free(sorted);
    return true;
}

static bool
may_begin(const struct ftp_job *job)
{
    return !job->taken && (job->after == NULL || job->after->state >= FTP_JOB_DONE);
}

struct ftp_job *
ftp_jobs_take(struct ftp_jobs *jobs)
{
    while (jobs->taken < jobs->count && jobs->all[jobs->taken]->taken)
        jobs->taken++;
    for (unsigned i = jobs->taken; i < jobs->count; i++)
        if (may_begin(jobs->all[i])) {
            jobs->all[i]->taken = true;
            return jobs->all[i];
        }
    return NULL;
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
