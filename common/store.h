/* The one door to files: a name from the network goes in, a descriptor under the served directory
 * comes out.  Nothing else in the kit opens a path that a peer chose.
 *
 * Names in here are absolute and clean: "/" is the served directory, "/a/b" stands in it, and there
 * is no ".", ".." or double slash left (store_path() makes them so).  The way to the last component
 * is walked one component at a time with openat(2), never following a symbolic link blindly: a link
 * is read and walked as part of the name, and one that leads out is refused with EXDEV.  So neither
 * "..", nor a link, nor a change between the check and the use leads outside.
 *
 * Functions that return int give -1 with errno when they fail. */
#ifndef STORE_H
#define STORE_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

enum { STORE_PATH = PATH_MAX }; /* room for a name, with its NUL */

/* Where `name`, as a peer said it, leads from the directory `from`: into path[STORE_PATH].  ".."
 * above the root stays at the root.  ENAMETOOLONG when there is no room. */
int store_path(char *path, const char *from, const char *name);

/* The directory to serve, as a descriptor that the caller closes. */
int store_open_root(const char *directory);

/* A regular file to read, at its start; *st says what it is.  EISDIR for a directory, ENXIO for
 * anything else that is not a regular file: a FIFO or a device is never opened, so none can hang a
 * session. */
int store_open(int root, const char *path, struct stat *st);

/* A regular file to write in place from byte `offset` on; what stands behind is left to the caller.
 * EINVAL when offset lies behind its end.  With offset -1 each write goes to where the file ends by
 * then, so that several may append to it; it is made if it is not there. */
int store_open_write(int root, const char *path, off_t offset);

/* What stands there, links followed as far as they stay inside. */
int store_stat(int root, const char *path, struct stat *st);

/* A directory to list; the caller ends it with closedir(3).  NULL with errno. */
DIR *store_open_directory(int root, const char *path);

/* These act on the last component itself, be it a link.  store_exists() gives 0 if it is there. */
int store_exists(int root, const char *path);
int store_remove(int root, const char *path);
int store_make_directory(int root, const char *path);
int store_remove_directory(int root, const char *path);
int store_rename(int root, const char *from, const char *to);

/* Sets when the file was modified, in seconds since 1970. */
int store_set_time(int root, const char *path, time_t modified);

/* A file on its way in: it has no name, or a temporary one beside its own, until all of it is
 * there.  A broken upload so never replaces a good file. */
struct store_upload {
    int file;      /* to be written by the caller */
    int root;      /* borrowed                    */
    int directory; /* where its name will stand   */
    char name[NAME_MAX + 1];
    char temporary[NAME_MAX + 1]; /* empty while the file has no name at all */
};

/* Begins one; NULL with errno.  End it with exactly one of the two: keep it under its name, which
 * replaces what stood there, or drop it.  Both free the struct. */
struct store_upload *store_upload_begin(int root, const char *path);
int store_upload_keep(struct store_upload *u);
void store_upload_drop(struct store_upload *u);

#endif
