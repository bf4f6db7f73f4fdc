/* copy.c: copies regular files, and only those: a link in a submission leads nowhere. */
#include "copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (16 << 20) /* more is no source file */

static int
open_regular(const char *path)
{
    struct stat st;
    int fd;

    if (lstat(path, &st) == -1 || !S_ISREG(st.st_mode)) /* opening a device can do things */
        return -1;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd != -1 && (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

bool
copy_file(const char *from, const char *to)
{
    int in = open_regular(from), out;
    char buf[16384];
    ssize_t n = 0;
    bool ok;

    if (in == -1)
        return false;
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    ok = out != -1;
    while (ok && (n = read(in, buf, sizeof buf)) > 0)
        ok = write(out, buf, (size_t)n) == n;
    close(in);
    if (out != -1 && close(out) == -1)
        ok = false;
    return ok && n == 0;
}

bool
copy_directory(const char *from, const char *to, bool (*take)(const char *name, const void *arg),
               const void *arg, void (*ignored)(const char *name, void *arg2), void *arg2)
{
    DIR *dir = opendir(from);
    char source[PATH_MAX], target[PATH_MAX];
    struct dirent *entry;

    if (dir == NULL || (mkdir(to, 0700) == -1 && errno != EEXIST)) {
        if (dir != NULL)
            closedir(dir);
        return false;
    }
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(source, sizeof source, "%.3000s/%s", from, entry->d_name);
        snprintf(target, sizeof target, "%.3000s/%s", to, entry->d_name);
        if ((!take(entry->d_name, arg) || !copy_file(source, target)) && ignored != NULL)
            ignored(entry->d_name, arg2);
    }
    closedir(dir);
    return true;
}
