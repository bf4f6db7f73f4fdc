/* ftp_root.c: a directory with generated files, served by a student's FTP server. */
#include "ftp_root.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "judge.h"

void
ftp_root_fill(struct ftp_root *root)
{
    size_t sizes[CONTENT_SIZES];

    snprintf(root->path, sizeof root->path, "%s/served", now.work);
    if (mkdir(root->path, 0755) == -1)
        judge_grader("%s: %s", root->path, strerror(errno));
    root->count = content_sizes(sizes);
    for (unsigned i = 0; i < root->count; i++) {
        root->files[i] = content_make(sizes[i], i);
        root->others[i] = content_make(sizes[i], CONTENT_OTHERS + i);
        content_write(&root->files[i], root->path, NULL, 0);
    }
}

void
ftp_root_serve(struct ftp_root *root, const struct lab *lab, bool writable)
{
    const char *args[] = {"--root", root->path, writable ? "--writable" : NULL, NULL};

    ftp_root_fill(root);
    launch_start(&root->server, lab, "ftp_server", args);
}

int
ftp_root_entries(const struct ftp_root *root)
{
    DIR *dir = opendir(root->path);
    int n = 0;

    if (dir == NULL)
        judge_grader("%s: %s", root->path, strerror(errno));
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n - 2;
}
