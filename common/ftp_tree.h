/* A tree of files to fetch: each directory is listed, and what the listing names becomes jobs. */
#ifndef FTP_TREE_H
#define FTP_TREE_H

#include "ftp_job.h"

enum {
    FTP_TREE_MOST = 100 * 1000,          /* jobs in all: a link to above makes a tree endless   */
    FTP_TREE_LISTING = 16 * 1024 * 1024, /* bytes of one listing: as many names have room in it */
};

/* Adds a job for each file and each directory that the listing of a finished FTP_TREE job names;
 * does nothing for any other job.  Names that could lead out of where the tree goes are refused,
 * and so is what goes too deep or is too much: the job then counts as failed, and so it does when
 * there is no memory or its listing cannot be read. */
void ftp_tree_grow(struct ftp_jobs *jobs, struct ftp_job *done);

#endif
