/* ftp_fetch.h: ftp_client fetches one file from a server of the grader's own. */
#ifndef GRADER_FTP_FETCH_H
#define GRADER_FTP_FETCH_H

#include <limits.h>

#include "ftp_fake.h"

#define FETCH_SIZE 100000 /* bytes of the file */

/* Of the running check. */
struct fetch {
    struct ftp_fake fake;
    struct content file;
    char into[PATH_MAX]; /* the directory for -o */
};
extern struct fetch fetch;

/* Makes the file and the directory, and listens as planned; .sends of 0 is the whole file. */
void fetch_begin(struct ftp_fake plan);

/* ftp_client get of that file, with option if it is not NULL, until it has ended: with this exit
 * status, or the check fails. */
void fetch_get(struct program *p, const char *option, int status, const char *expected);

/* Fails the check unless the client told in one line that it failed, and left no file under its own
 * name. what: against which server. */
void fetch_must_have_failed(const struct program *p, const char *what);

#endif
