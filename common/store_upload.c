/* A file on its way in: complete under its name, or not there at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store_walk.h"

enum { TRIES = 100 }; /* names tried before giving up; two of 2^32 rarely meet */

/* A name for the file until it has its own. */
static void
invent_name(struct store_upload *u)
{
    uint32_t number = 0;

    getentropy(&number, sizeof number);
    snprintf(u->temporary, sizeof u->temporary, ".upload-%08x", number);
}

static int
create_named(struct store_upload *u)
{
    for (int i = 0; i < TRIES; i++) {
        invent_name(u);
        u->file = openat(u->directory, u->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (u->file >= 0 || errno != EEXIST)
            return u->file;
    }
    return -1;
}

/* Where the file system can, the file has no name while it comes in, so that nothing is left of it
 * even if this process is killed. */
static int
create_file(struct store_upload *u)
{
#ifdef O_TMPFILE
    if (access("/proc/self/fd", X_OK) == 0) /* which it takes to name it in the end */
        u->file = openat(u->directory, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    if (u->file >= 0)
        return u->file;
#endif
    return create_named(u);
}

/* Gives a nameless file a temporary name, from which it can be renamed over another. */
static int
name_file(struct store_upload *u)
{
    char self[64];

    snprintf(self, sizeof self, "/proc/self/fd/%d", u->file);
    for (int i = 0; i < TRIES; i++) {
        invent_name(u);
        if (linkat(AT_FDCWD, self, u->directory, u->temporary, AT_SYMLINK_FOLLOW) == 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    u->temporary[0] = '\0';
    return -1;
}

/* A directory cannot be replaced by a file; better said before the bytes come than after. */
static int
check_replaceable(const struct store_place *place)
{
    if (!place->is_there)
        return 0;
    if (S_ISREG(place->st.st_mode))
        return faccessat(place->directory, place->name, W_OK, AT_EACCESS);
    errno = S_ISDIR(place->st.st_mode) ? EISDIR : ENXIO;
    return -1;
}

struct store_upload *
store_upload_begin(int root, const char *path)
{
    struct store_place place;
    struct store_upload *u;

    if (store_walk(&place, root, path, STORE_FOLLOW) != 0)
        return NULL;
    u = calloc(1, sizeof *u);
    if (u == NULL || check_replaceable(&place) != 0) {
        free(u);
        store_leave(&place);
        return NULL;
    }
    strcpy(u->name, place.name);
    u->root = place.root;
    u->directory = place.directory;
    u->file = -1;
    if (create_file(u) < 0) {
        store_upload_drop(u);
        return NULL;
    }
    return u;
}

int
store_upload_keep(struct store_upload *u)
{
    int result = 0;
    int failure;

    if (u->temporary[0] == '\0')
        result = name_file(u);
    if (result == 0)
        result = renameat(u->directory, u->temporary, u->directory, u->name);
    if (result == 0)
        u->temporary[0] = '\0'; /* it is the file's name now */
    failure = errno;
    store_upload_drop(u);
    errno = failure;
    return result;
}

void
store_upload_drop(struct store_upload *u)
{
    int failure = errno;

    if (u->temporary[0] != '\0')
        unlinkat(u->directory, u->temporary, 0);
    if (u->file >= 0)
        close(u->file);
    if (u->directory != u->root)
        close(u->directory);
    free(u);
    errno = failure;
}
