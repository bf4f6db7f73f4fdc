/* ftp_root.h: a directory with generated files, served by a student's FTP server. */
#ifndef GRADER_FTP_ROOT_H
#define GRADER_FTP_ROOT_H

#include <limits.h>

#include "content.h"
#include "launch.h"

struct ftp_root {
    char path[PATH_MAX];                  /* the served directory, in the check's own */
    struct content files[CONTENT_SIZES];  /* of content_sizes, already in it          */
    struct content others[CONTENT_SIZES]; /* of the same sizes, not in it            */
    struct server server;
};

/* Fills the directory and starts lab's ftp_server on it, writable or not. */
void ftp_root_serve(struct ftp_root *root, const struct lab *lab, bool writable);

#endif
