/* Does one job with an FTP server, waiting for it in system calls. */
#ifndef FTP_TALK_H
#define FTP_TALK_H

#include "ftp_job.h"
#include "progress.h"

/* Returns when the job is done or has failed; the job says which, and why.  `progress` is updated
 * between two waits; NULL when somebody else does that. */
void ftp_talk(struct ftp_job *job, double timeout, struct progress *progress);

#endif
