/* ftp_root.c: a directory with generated files, served by a student's FTP server. */
#include "ftp_root.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "judge.h"

void
ftp_root_serve(struct ftp_root *root, const struct lab *lab, bool writable)
{
    const char *args[] = {"--root", root->path, writable ? "--writable" : NULL, NULL};

    snprintf(root->path, sizeof root->path, "%s/served", now.work);
    if (mkdir(root->path, 0755) == -1)
        judge_grader("%s: %s", root->path, strerror(errno));
    for (unsigned i = 0; i < CONTENT_SIZES; i++) {
        root->files[i] = content_make(content_sizes[i], i);
        root->others[i] = content_make(content_sizes[i], 50 + i);
        content_write(&root->files[i], root->path, NULL, 0);
    }
    launch_start(&root->server, lab, "ftp_server", args);
}
