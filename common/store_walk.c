/* The walk behind the one door: one component at a time, links read and walked as part of the name.
 */
#include "store_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LINKS = 40 }; /* as many as Linux follows in one name */

#ifndef O_PATH
#define O_PATH O_RDONLY /* elsewhere a directory must be readable to be walked through */
#endif

/* Cuts the last component off a clean path; "/" stays "/". */
static void
go_up(char *path)
{
    char *slash = strrchr(path, '/');

    slash[slash == path] = '\0';
}

/* Adds the components of `name` to a clean path.  1 when a ".." would have left the root, -1 with
 * ENAMETOOLONG, else 0. */
static int
add_components(char *path, const char *name)
{
    int left_root = 0;

    while (*name != '\0') {
        size_t length = strcspn(name, "/");
        size_t have = strlen(path);

        if (length == 2 && memcmp(name, "..", 2) == 0) {
            left_root |= have == 1;
            go_up(path);
        } else if (length > 0 && !(length == 1 && *name == '.')) {
            if (have + 1 + length >= STORE_PATH || length > NAME_MAX) {
                errno = ENAMETOOLONG;
                return -1;
            }
            if (have > 1)
                path[have++] = '/';
            memcpy(path + have, name, length);
            path[have + length] = '\0';
        }
        name += length + (name[length] == '/');
    }
    return left_root;
}

int
store_path(char *path, const char *from, const char *name)
{
    strcpy(path, *name == '/' ? "/" : from);
    return add_components(path, name) < 0 ? -1 : 0;
}

/* `path` has a link named by the `name_length` bytes at path[start], with text `target`: puts what
 * it points to in its place. */
static int
follow_link(char *path, size_t start, size_t name_length, const char *target)
{
    char rest[STORE_PATH];
    int left_root;

    if (*target == '/') {
        errno = EXDEV;
        return -1;
    }
    strcpy(rest, path + start + name_length);
    path[start == 1 ? 1 : start - 1] = '\0';
    left_root = add_components(path, target);
    if (left_root > 0)
        errno = EXDEV;
    return left_root != 0 || add_components(path, rest) < 0 ? -1 : 0;
}

/* What stands at the place keeps the walk from going on: is it a link?  As try_walk(), with errno
 * as it was when it is none.  Not inlined: a thread's stack is the cheaper the less of it is used.
 */
static __attribute__((noinline)) int
try_link(struct store_place *place, char *path, size_t start, size_t name_length)
{
    char target[STORE_PATH];
    int failure = errno;
    ssize_t n = readlinkat(place->directory, place->name, target, sizeof target - 1);

    store_leave(place);
    errno = failure;
    if (n < 0)
        return -1;
    target[n] = '\0';
    return follow_link(path, start, name_length, target) < 0 ? -1 : 1;
}

/* The component at the front of `rest` becomes the place's name; returns its length. */
static size_t
take_name(struct store_place *place, const char *rest)
{
    size_t length = strcspn(rest, "/");

    memcpy(place->name, rest, length);
    place->name[length] = '\0';
    if (length == 0)
        strcpy(place->name, ".");
    return length;
}

/* One try at a walk.  0: arrived.  1: there was a link in the way, and path now says where it
 * leads: try again.  -1: errno. */
static int
try_walk(struct store_place *place, int root, char *path, enum store_last last)
{
    size_t start = 1;
    size_t length;

    place->directory = place->root = root;
    while (length = take_name(place, path + start), path[start + length] == '/') {
        int next =
            openat(place->directory, place->name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

        if (next < 0)
            return try_link(place, path, start, length);
        store_leave(place);
        place->directory = next;
        start += length + 1;
    }
    if (last == STORE_ITSELF)
        return 0;
    place->is_there = fstatat(place->directory, place->name, &place->st, AT_SYMLINK_NOFOLLOW) == 0;
    if (place->is_there ? !S_ISLNK(place->st.st_mode) : errno == ENOENT)
        return 0;
    return try_link(place, path, start, length);
}

int
store_walk(struct store_place *place, int root, const char *path, enum store_last last)
{
    char way[STORE_PATH];
    int result = 1;

    strcpy(way, path);
    if (last == STORE_ITSELF && way[1] == '\0') {
        errno = EBUSY;
        return -1;
    }
    for (int links = 0; result == 1 && links <= MOST_LINKS; links++)
        result = try_walk(place, root, way, last);
    if (result == 1)
        errno = ELOOP;
    return result == 0 ? 0 : -1;
}

void
store_leave(struct store_place *place)
{
    int failure = errno;

    if (place->directory >= 0 && place->directory != place->root)
        close(place->directory);
    place->directory = -1;
    errno = failure;
}
