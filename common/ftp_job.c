/* One thing that ftp_client is to do, as far as it concerns the file at this end. */
#include "ftp_job.h"

#include "net.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void
ftp_job_part_name(const struct ftp_job *job, char part[FTP_PART_NAME])
{
    snprintf(part, FTP_PART_NAME, "%s.part", url_name(&job->url));
}

/* The name comes from the URL, but must not lead out of the directory all the same. */
static bool
is_file_name(const char *name)
{
    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           strlen(name) + strlen(".part") <= NAME_MAX;
}

/* A directory in `at`, made if it is not there; never through a link, which could lead anywhere. */
static int
enter_directory(int at, const char *name)
{
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Walks to where the file goes. */
static bool
open_place(struct ftp_job *job)
{
    char *rest = NULL;
    char *below = strdup(job->below == NULL ? "" : job->below);

    job->place = below == NULL ? -1 : fcntl(job->directory, F_DUPFD_CLOEXEC, 0);
    for (char *name = below; job->place >= 0 && (name = strtok_r(name, "/", &rest)) != NULL;
         name = NULL) {
        int next = enter_directory(job->place, name);

        net_close(&job->place);
        job->place = next;
    }
    if (job->place < 0)
        ftp_job_fail(job, "%s: %s", job->below == NULL ? "." : job->below, strerror(errno));
    free(below);
    return job->place >= 0;
}

/* Is the file that was opened as `part` still the one that stands there?  Another transfer may have
 * finished it between the opening and the locking. */
static bool
is_still(const struct ftp_job *job, const char *part)
{
    struct stat here, there;

    return fstat(job->file, &here) == 0 &&
           fstatat(job->place, part, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           here.st_ino == there.st_ino && here.st_dev == there.st_dev;
}

static bool
open_download(struct ftp_job *job)
{
    const char *name = url_name(&job->url);
    char part[FTP_PART_NAME];
    int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    struct stat st;

    if (!is_file_name(name)) {
        ftp_job_fail(job, "the URL does not end in the name of a file");
        return false;
    }
    if (!open_place(job))
        return false;
    ftp_job_part_name(job, part);
    job->file = openat(job->place, part, flags, 0666);
    if (job->file < 0)
        ftp_job_fail(job, "%s: %s", part, strerror(errno));
    else if (flock(job->file, LOCK_EX | LOCK_NB) != 0 || !is_still(job, part))
        ftp_job_fail(job, "%s is being written by another transfer", part);
    if (job->resume && (job->after == NULL || job->after->state == FTP_JOB_DONE) &&
        fstatat(job->place, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
        job->complete = st.st_size;
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
        job->size = job->part_is_another ? 0 : st.st_size;
        return true;
    }
    return false;
}

/* A file without a name, for a listing that is read when all of it is there. */
static bool
open_scratch(struct ftp_job *job)
{
    FILE *scratch = tmpfile();

    if (scratch != NULL) {
        job->file = fcntl(fileno(scratch), F_DUPFD_CLOEXEC, 0);
        fclose(scratch);
    }
    if (job->file < 0)
        ftp_job_fail(job, "cannot keep the listing: %s", strerror(errno));
    return job->file >= 0;
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
    case FTP_TREE:
        return open_place(job) && open_scratch(job); /* an empty directory is made, too */
    }
    return false;
}

bool
ftp_job_begin(struct ftp_job *job)
{
    job->state = FTP_JOB_RUNS;
    job->total = job->complete = -1;
    job->file = job->place = -1;
    if (open_file(job))
        return true;
    ftp_job_fail(job, "%s", strerror(errno)); /* if that gave no reason of its own */
    net_close(&job->file); /* it may be another's: ftp_job_finish() must leave it alone */
    return false;
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
    terminal_tame_text(job->error);
}

/* A file that nothing came for is no use for resuming either. */
static void
finish_download(struct ftp_job *job)
{
    const char *name = url_name(&job->url);
    char part[FTP_PART_NAME];
    struct stat st;

    ftp_job_part_name(job, part);
    if (job->error[0] == '\0' && !job->is_there) {
        if (!is_still(job, part))
            ftp_job_fail(job, "%s was replaced meanwhile", part);
        else if (renameat(job->place, part, job->place, name) != 0)
            ftp_job_fail(job, "%s: %s", name, strerror(errno));
    } else if (fstat(job->file, &st) == 0 && st.st_size == 0) {
        unlinkat(job->place, part, 0);
    }
}

void
ftp_job_finish(struct ftp_job *job)
{
    if (job->kind == FTP_GET && job->file >= 0)
        finish_download(job);
    if (job->kind != FTP_TREE || job->error[0] != '\0') /* a listing is still to be read */
        net_close(&job->file);
    net_close(&job->place);
    job->state = job->error[0] == '\0' ? FTP_JOB_DONE : FTP_JOB_FAILED;
}

void
ftp_job_end(struct ftp_job *job)
{
    net_close(&job->file);
    url_free(&job->url);
    free(job->below);
}
