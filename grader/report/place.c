/* place.c: files put in their place whole: written beside it, on the disk, then renamed. */
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
trouble(char *error, size_t size, const char *path)
{
    snprintf(error, size, "cannot write %.300s: %s", path, strerror(errno));
    return false;
}

bool
place_directory(const char *directory, char *error, size_t size)
{
    char path[PATH_MAX];
    struct stat st;

    snprintf(path, sizeof path, "%s", directory);
    for (char *p = path + 1; *p != '\0'; p++)
        if (*p == '/') {
            *p = '\0';
            mkdir(path, 0777); /* what is wrong with it shows at the last one */
            *p = '/';
        }
    if (mkdir(path, 0777) == -1 && errno != EEXIST)
        return trouble(error, size, directory);
    if (stat(path, &st) == -1 || !S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
        return trouble(error, size, directory);
    }
    return true;
}

/* Closes out in any case; errno says what went wrong. */
static bool
finish(FILE *out, bool safe)
{
    bool good = fflush(out) == 0 && !ferror(out) && (!safe || fsync(fileno(out)) == 0);
    int why = errno;

    good = fclose(out) == 0 && good;
    if (!good && why != 0)
        errno = why;
    return good;
}

bool
place_file(const char *directory, const char *name, void (*write)(FILE *out, const void *context),
           const void *context, bool safe, char *error, size_t size)
{
    char path[PATH_MAX], beside[PATH_MAX];
    FILE *out = NULL;
    int fd;

    snprintf(path, sizeof path, "%s/%s", directory, name);
    snprintf(beside, sizeof beside, "%s/.%s.%ld", directory, name, (long)getpid());
    unlink(beside);
    fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd == -1 || (out = fdopen(fd, "w")) == NULL)
        return trouble(error, size, path);
    errno = 0;
    write(out, context);
    if (finish(out, safe) && rename(beside, path) == 0)
        return true;
    trouble(error, size, path);
    unlink(beside);
    return false;
}
