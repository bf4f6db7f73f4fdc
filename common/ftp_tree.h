/* A tree of files to fetch: each directory is listed, and what the listing names becomes jobs. */
#ifndef FTP_TREE_H
#define FTP_TREE_H

#include "ftp_job.h"

/* Adds a job for each file and each directory that the listing of a finished FTP_TREE job names;
 * does nothing for any other job.  Names that could lead out of where the tree goes are refused:
 * the job then counts as failed, and so it does when there is no memory. */
void ftp_tree_grow(struct ftp_jobs *jobs, struct ftp_job *done);

#endif
