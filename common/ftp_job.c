/* One thing that ftp_client is to do, as far as it concerns the file at this end. */
#include "ftp_job.h"

#include "net.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void
part_name(const struct ftp_job *job, char part[NAME_MAX + 1])
{
    snprintf(part, NAME_MAX + 1, "%s.part", url_name(&job->url));
}

/* The name comes from the URL, but must not lead out of the directory all the same. */
static bool
is_file_name(const char *name)
{
    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           strlen(name) + strlen(".part") <= NAME_MAX;
}

static bool
open_download(struct ftp_job *job)
{
    char part[NAME_MAX + 1];
    int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

    if (!is_file_name(url_name(&job->url))) {
        ftp_job_fail(job, "the URL does not end in the name of a file");
        return false;
    }
    part_name(job, part);
    job->file = openat(job->directory, part, flags, 0666);
    if (job->file < 0)
        ftp_job_fail(job, "%s: %s", part, strerror(errno));
    else if (flock(job->file, LOCK_EX | LOCK_NB) != 0)
        ftp_job_fail(job, "%s is being written by another transfer", part);
    return job->error[0] == '\0';
}

static bool
open_upload(struct ftp_job *job)
{
    job->file = open(job->local, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (job->file < 0)
        ftp_job_fail(job, "%s: %s", job->local, strerror(errno));
    return job->file >= 0;
}

static bool
look_at_file(struct ftp_job *job)
{
    struct stat st;

    if (fstat(job->file, &st) != 0) {
        ftp_job_fail(job, "%s", strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        ftp_job_fail(job, "%s is not a regular file",
                     job->kind == FTP_PUT ? job->local : "what stands under its name");
    } else {
        job->size = st.st_size;
        return true;
    }
    return false;
}

static bool
open_file(struct ftp_job *job)
{
    switch (job->kind) {
    case FTP_GET:
        return open_download(job) && look_at_file(job) && (job->resume || ftp_job_seek(job, 0));
    case FTP_PUT:
        if (!open_upload(job) || !look_at_file(job))
            return false;
        job->total = job->size;
        return true;
    case FTP_LIST:
        job->file = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
        return true;
    }
    return false;
}

bool
ftp_job_begin(struct ftp_job *job)
{
    job->state = FTP_JOB_RUNS;
    job->total = -1;
    job->file = -1;
    return open_file(job);
}

bool
ftp_job_seek(struct ftp_job *job, off_t offset)
{
    if (job->kind == FTP_GET && ftruncate(job->file, offset) != 0)
        return false;
    if (job->kind == FTP_GET)
        job->size = offset;
    job->offset = offset;
    job->moved = job->carried = offset;
    return lseek(job->file, offset, SEEK_SET) >= 0;
}

void
ftp_job_fail(struct ftp_job *job, const char *format, ...)
{
    va_list arguments;

    if (job->error[0] != '\0')
        return;
    va_start(arguments, format);
    vsnprintf(job->error, sizeof job->error, format, arguments);
    va_end(arguments);
    for (char *p = job->error; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 127)
            *p = '?'; /* a server must not draw on the terminal */
}

/* A file that nothing came for is no use for resuming either. */
static void
finish_download(struct ftp_job *job)
{
    const char *name = url_name(&job->url);
    char part[NAME_MAX + 1];
    struct stat st;

    part_name(job, part);
    if (job->error[0] == '\0') {
        if (renameat(job->directory, part, job->directory, name) != 0)
            ftp_job_fail(job, "%s: %s", name, strerror(errno));
    } else if (fstat(job->file, &st) == 0 && st.st_size == 0) {
        unlinkat(job->directory, part, 0);
    }
}

void
ftp_job_finish(struct ftp_job *job)
{
    if (job->kind == FTP_GET && job->file >= 0)
        finish_download(job);
    net_close(&job->file);
    job->state = job->error[0] == '\0' ? FTP_JOB_DONE : FTP_JOB_FAILED;
}

void
ftp_job_end(struct ftp_job *job)
{
    url_free(&job->url);
}
