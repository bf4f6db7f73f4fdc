/* One thing that ftp_client is to do: what is wanted from the server, and the file at this end.
 *
 * A download is written as NAME.part and gets its own name when it is complete; an incomplete file
 * never stands under its own name. */
#ifndef FTP_JOB_H
#define FTP_JOB_H

#include "url.h"

#include <limits.h>
#include <stdatomic.h>
#include <sys/types.h>

enum ftp_job_kind {
    FTP_GET,
    FTP_PUT,
    FTP_LIST, /* to stdout                                             */
    FTP_TREE, /* a listing that becomes jobs of its own: see ftp_tree.h */
};

enum ftp_job_state {
    FTP_JOB_WAITS,  /* not begun                           */
    FTP_JOB_RUNS,   /* somebody talks with the server      */
    FTP_JOB_DONE,   /* all went well                       */
    FTP_JOB_FAILED, /* job->error says why; it may be read */
};

enum { FTP_JOB_ERROR = 640, FTP_PART_NAME = NAME_MAX + sizeof ".part" };

struct ftp_job {
    /* what is wanted; fixed once it runs */
    enum ftp_job_kind kind;
    struct url url;    /* owned */
    const char *local; /* FTP_PUT: the file to send; borrowed */
    int directory;     /* FTP_GET: where the file goes; borrowed */
    char *below;       /* FTP_GET, FTP_TREE: a directory below that one, owned, or NULL */
    bool resume;
    bool active; /* we listen for the data connection */
    bool long_listing;
    struct ftp_job *after; /* borrowed, or NULL: that one must be over before this one begins */
    bool part_is_another;  /* FTP_GET: NAME.part is fetched, too, and no beginning of NAME */

    /* for whoever runs it */
    int place;      /* FTP_GET: where the file goes in the end, owned, or -1 */
    int file;       /* owned, or -1: read from or written to */
    off_t size;     /* of the file at this end: of the .part for FTP_GET */
    off_t complete; /* FTP_GET, resume: size of what stands under its own name, or -1 */
    bool is_there;  /* FTP_GET: what stands under its own name will do */
    bool has_facts; /* FTP_TREE: the listing is MLSD's, not LIST's */
    off_t offset;   /* where the transfer starts */
    char error[FTP_JOB_ERROR];

    /* for whoever takes it */
    bool taken;

    /* for whoever shows it */
    bool reported;

    /* for everybody, at any time */
    _Atomic int state;         /* enum ftp_job_state */
    _Atomic long long moved;   /* bytes that are there, those from before included */
    _Atomic long long total;   /* bytes there will be, -1: unknown */
    _Atomic double started;    /* clock_now() when bytes began to move, 0: not yet */
    _Atomic long long carried; /* bytes that were there then */
};

/* Opens the file at this end.  False when the job has failed. */
bool ftp_job_begin(struct ftp_job *job);

/* What the file is called until it is complete; cut off where no file can have so long a name. */
void ftp_job_part_name(const struct ftp_job *job, char part[FTP_PART_NAME]);

/* The transfer starts at this offset: moves there.  FTP_GET: what stands behind is cut off.  False
 * with errno. */
bool ftp_job_seek(struct ftp_job *job, off_t offset);

/* Notes why the job fails; the first reason counts. */
void ftp_job_fail(struct ftp_job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Nobody talks with the server any more: closes the file, and gives a download its name if no
 * reason was noted why not.  The job is done or has failed from here on. */
void ftp_job_finish(struct ftp_job *job);

/* Frees what the job owns. */
void ftp_job_end(struct ftp_job *job);

/* Jobs, in the order in which they are taken.  More may be added while some run: whoever adds or
 * takes one must be alone meanwhile, but those that were taken stay where they are. */
struct ftp_jobs {
    struct ftp_job **all; /* owned, and so are the jobs */
    unsigned count;
    unsigned taken; /* so many at the front are taken; others may be, too */
    bool full;      /* a tree had more than may be */
};

/* A new one, zeroed, at the end; NULL when there is no memory. */
struct ftp_job *ftp_jobs_add(struct ftp_jobs *jobs, enum ftp_job_kind kind);

/* Takes back the one added last. */
void ftp_jobs_drop_last(struct ftp_jobs *jobs);

/* Of all from number `first` on, which go to one directory: a download NAME.part begins only when
 * NAME is over, which is called so until it is complete.  False when there is no memory. */
bool ftp_jobs_keep_apart(struct ftp_jobs *jobs, unsigned first);

/* The next that nobody has taken and that may begin, or NULL: then there is none, or one that runs
 * must be over first. */
struct ftp_job *ftp_jobs_take(struct ftp_jobs *jobs);

void ftp_jobs_end(struct ftp_jobs *jobs);

#endif
