/* Stand-ins for functions of files and memory. */
#include "fault.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

STAND_IN(int, fstat, (int fd, struct stat *st), (fd, st), -1)
STAND_IN(int, fstatat, (int at, const char *path, struct stat *st, int flags),
         (at, path, st, flags), -1)
STAND_IN(off_t, lseek, (int fd, off_t offset, int from), (fd, offset, from), -1)
STAND_IN(int, ftruncate, (int fd, off_t size), (fd, size), -1)
STAND_IN(int, access, (const char *path, int mode), (path, mode), -1)
STAND_IN(int, faccessat, (int at, const char *path, int mode, int flags), (at, path, mode, flags),
         -1)
STAND_IN(ssize_t, readlinkat, (int at, const char *path, char *text, size_t n), (at, path, text, n),
         -1)
STAND_IN(DIR *, fdopendir, (int fd), (fd), NULL)
STAND_IN(struct dirent *, readdir, (DIR * directory), (directory), NULL)
STAND_IN(int, linkat, (int at, const char *path, int to, const char *name, int flags),
         (at, path, to, name, flags), -1)
STAND_IN(int, renameat, (int at, const char *path, int to, const char *name), (at, path, to, name),
         -1)
STAND_IN(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), -1)
STAND_IN(int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode), -1)
STAND_IN(int, utimensat, (int at, const char *path, const struct timespec t[2], int flags),
         (at, path, t, flags), -1)
STAND_IN(int, flock, (int fd, int operation), (fd, operation), -1)
STAND_IN(int, getentropy, (void *bytes, size_t n), (bytes, n), -1)

STAND_IN_MOVER(read, (int fd, void *bytes, size_t n), (fd, bytes, n))
STAND_IN_MOVER(write, (int fd, const void *bytes, size_t n), (fd, bytes, n))

STAND_IN(void *, malloc, (size_t size), (size), NULL)
STAND_IN(void *, calloc, (size_t count, size_t size), (count, size), NULL)
STAND_IN(void *, realloc, (void *old, size_t size), (old, size), NULL)
STAND_IN(void *, reallocarray, (void *old, size_t count, size_t size), (old, count, size), NULL)
STAND_IN(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL)
STAND_IN(FILE *, tmpfile, (void), (), NULL)

/* Whatever close(2) says, the descriptor is gone. */
int
close(int fd)
{
    int how = fault_now(FAULT_close);
    int failure = errno;
    int result;
    NEXT(close);

    result = next(fd);
    if (how == 0)
        return result;
    errno = failure;
    return -1;
}

int
open(const char *path, int flags, ...)
{
    va_list rest;
    mode_t mode = 0;
    NEXT(open);

    va_start(rest, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(rest, mode_t);
    va_end(rest);
    return fault_now(FAULT_open) ? -1 : next(path, flags, mode);
}

int
openat(int at, const char *path, int flags, ...)
{
    va_list rest;
    mode_t mode = 0;
    NEXT(openat);

    va_start(rest, flags);
    if (flags & (O_CREAT | O_TMPFILE))
        mode = va_arg(rest, mode_t);
    va_end(rest);
    return fault_now(FAULT_openat) ? -1 : next(at, path, flags, mode);
}

int
fcntl(int fd, int command, ...)
{
    va_list rest;
    void *argument;
    NEXT(fcntl);

    va_start(rest, command);
    argument = va_arg(rest, void *);
    va_end(rest);
    return fault_now(FAULT_fcntl) ? -1 : next(fd, command, argument);
}
