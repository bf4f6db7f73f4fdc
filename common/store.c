/* The one door to files: how a name becomes a descriptor under the served directory. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store_walk.h"

int
store_open_root(const char *directory)
{
    return open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int
check_regular(const struct stat *st)
{
    if (S_ISREG(st->st_mode))
        return 0;
    errno = S_ISDIR(st->st_mode) ? EISDIR : ENXIO;
    return -1;
}

/* Opens the regular file at the end of a walk.  It was looked at before it is opened, since opening
 * a device can have effects, and is again after, since it may have been exchanged in between. */
static int
open_regular(const struct store_place *place, int flags, struct stat *st)
{
    int file;

    if (place->is_there && check_regular(&place->st) != 0)
        return -1;
    file = openat(place->directory, place->name,
                  flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
    if (file < 0)
        return -1;
    if (fstat(file, st) == 0 && check_regular(st) == 0)
        return file;
    close(file);
    return -1;
}

int
store_open(int root, const char *path, struct stat *st)
{
    struct store_place place;
    int file;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return -1;
    file = open_regular(&place, O_RDONLY, st);
    store_leave(&place);
    return file;
}

static int
seek_to(int file, off_t offset, off_t size)
{
    if (offset > size) {
        errno = EINVAL;
        return -1;
    }
    return lseek(file, offset, SEEK_SET) < 0 ? -1 : 0;
}

int
store_open_write(int root, const char *path, off_t offset)
{
    struct store_place place;
    struct stat st;
    int file;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return -1;
    /* A place to go on at is one in a file that is there. */
    file = open_regular(&place, O_WRONLY | (offset < 0 ? O_APPEND | O_CREAT : 0), &st);
    store_leave(&place);
    if (file >= 0 && offset >= 0 && seek_to(file, offset, st.st_size) != 0) {
        int failure = errno;

        close(file);
        errno = failure;
        return -1;
    }
    return file;
}

int
store_stat(int root, const char *path, struct stat *st)
{
    struct store_place place;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return -1;
    store_leave(&place);
    *st = place.st;
    errno = ENOENT;
    return place.is_there ? 0 : -1;
}

DIR *
store_open_directory(int root, const char *path)
{
    struct store_place place;
    DIR *directory;
    int descriptor;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return NULL;
    descriptor = openat(place.directory, place.name,
                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    store_leave(&place);
    if (descriptor < 0)
        return NULL;
    directory = fdopendir(descriptor);
    if (directory == NULL)
        close(descriptor);
    return directory;
}

int
store_exists(int root, const char *path)
{
    struct store_place place;
    struct stat st;
    int result;

    if (store_walk(&place, root, path, STORE_ITSELF) != 0)
        return -1;
    result = fstatat(place.directory, place.name, &st, AT_SYMLINK_NOFOLLOW);
    store_leave(&place);
    return result;
}

/* Removes a file or, with AT_REMOVEDIR, an empty directory. */
static int
remove_entry(int root, const char *path, int flags)
{
    struct store_place place;
    int result;

    if (store_walk(&place, root, path, STORE_ITSELF) != 0)
        return -1;
    result = unlinkat(place.directory, place.name, flags);
    store_leave(&place);
    return result;
}

int
store_remove(int root, const char *path)
{
    return remove_entry(root, path, 0);
}

int
store_remove_directory(int root, const char *path)
{
    return remove_entry(root, path, AT_REMOVEDIR);
}

int
store_make_directory(int root, const char *path)
{
    struct store_place place;
    int result;

    if (store_walk(&place, root, path, STORE_ITSELF) != 0)
        return -1;
    result = mkdirat(place.directory, place.name, 0777);
    store_leave(&place);
    return result;
}

int
store_rename(int root, const char *from, const char *to)
{
    struct store_place old, new;
    int result;

    if (store_walk(&old, root, from, STORE_ITSELF) != 0)
        return -1;
    result = store_walk(&new, root, to, STORE_ITSELF);
    if (result == 0) {
        result = renameat(old.directory, old.name, new.directory, new.name);
        store_leave(&new);
    }
    store_leave(&old);
    return result;
}

int
store_set_time(int root, const char *path, time_t modified)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = modified}};
    struct store_place place;
    int result;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return -1;
    result = utimensat(place.directory, place.name, times, AT_SYMLINK_NOFOLLOW);
    store_leave(&place);
    return result;
}
