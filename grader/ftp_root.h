/* ftp_root.h: a directory with generated files, served by a student's FTP server. */
#ifndef GRADER_FTP_ROOT_H
#define GRADER_FTP_ROOT_H

#include <limits.h>

#include "content.h"
#include "launch.h"

struct ftp_root {
    char path[PATH_MAX];                  /* the served directory, in the check's own */
    size_t count;                         /* of files, and of others                 */
    struct content files[CONTENT_SIZES];  /* of content_sizes(), already in it       */
    struct content others[CONTENT_SIZES]; /* of the same sizes, not in it            */
    struct server server;
};

/* Makes and fills the directory. */
void ftp_root_fill(struct ftp_root *root);

/* The same, and starts lab's ftp_server on it, writable or not. */
void ftp_root_serve(struct ftp_root *root, const struct lab *lab, bool writable);

/* How many entries the directory has; the server's own of broken uploads are among them. */
int ftp_root_entries(const struct ftp_root *root);

#endif
