/* copy.c: copies regular files, and only those: a link in a submission leads nowhere. */
#include "copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (16 << 20) /* more is no source file */

/* What keeps a file from being copied; NULL: nothing. Looks without opening: opening a device can
 * do things. */
static const char *
obstacle(const char *path, struct stat *st)
{
    if (lstat(path, st) == -1)
        return "it cannot be looked at";
    if (S_ISLNK(st->st_mode))
        return "a symbolic link";
    if (S_ISDIR(st->st_mode))
        return "a directory";
    if (!S_ISREG(st->st_mode))
        return "a device, pipe or socket";
    return st->st_size > FILE_MAX ? "larger than 16 MiB" : NULL;
}

static int
open_regular(const char *path, struct stat *st)
{
    int fd;

    if (obstacle(path, st) != NULL)
        return -1;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd != -1 && (fstat(fd, st) == -1 || !S_ISREG(st->st_mode) || st->st_size > FILE_MAX)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static bool
copy_bytes(const char *from, const char *to, bool keep_time)
{
    struct stat st;
    int in = open_regular(from, &st), out;
    char buf[16384];
    ssize_t n = 0;
    bool ok;

    if (in == -1)
        return false;
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    ok = out != -1 && fchmod(out, st.st_mode & S_IXUSR ? 0700 : 0600) == 0;
    while (ok && (n = read(in, buf, sizeof buf)) > 0)
        ok = write(out, buf, (size_t)n) == n;
    if (ok && keep_time)
        futimens(out, (const struct timespec[]){st.st_atim, st.st_mtim});
    close(in);
    if (out != -1 && close(out) == -1)
        ok = false;
    return ok && n == 0;
}

bool
copy_file(const char *from, const char *to)
{
    return copy_bytes(from, to, false);
}

bool
copy_file_as_it_is(const char *from, const char *to)
{
    return copy_bytes(from, to, true);
}

static const char *
copy_one(const char *from, const char *to, struct copying *how)
{
    struct stat st;
    const char *why = obstacle(from, &st);

    if (why != NULL)
        return why;
    if ((size_t)st.st_size > how->bytes_left)
        return "all files together are larger than 64 MiB";
    how->bytes_left -= (size_t)st.st_size;
    return copy_bytes(from, to, how->keep_time) ? NULL : "it cannot be copied";
}

bool
copy_directory(const char *from, const char *to, struct copying *how)
{
    DIR *dir = opendir(from);
    char source[PATH_MAX], target[PATH_MAX];
    const char *why;
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
        why = NULL;
        if ((how->take == NULL || how->take(entry->d_name, how->arg)) &&
            (why = copy_one(source, target, how)) == NULL)
            continue;
        if (how->left_out != NULL)
            how->left_out(entry->d_name, why, how->arg2);
    }
    closedir(dir);
    return true;
}

static bool
copy_below(const char *from, const char *to, const char *name)
{
    char source[PATH_MAX], target[PATH_MAX];
    struct stat st;

    snprintf(source, sizeof source, "%.3000s/%s", from, name);
    snprintf(target, sizeof target, "%.3000s/%s", to, name);
    if (lstat(source, &st) == 0 && S_ISDIR(st.st_mode))
        return copy_tree(source, target);
    return copy_bytes(source, target, true);
}

bool
copy_tree(const char *from, const char *to)
{
    DIR *dir = opendir(from);
    struct dirent *entry;
    bool ok = dir != NULL && mkdir(to, 0700) == 0;

    while (ok && (entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            ok = copy_below(from, to, entry->d_name);
    if (dir != NULL)
        closedir(dir);
    return ok;
}
