/* workdir.c: the private directory of a run, and its removal with all that is in it. */
#include "workdir.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* When we are root, programs run as another user, who has to get there, too. */
static bool
can_be_reached(const char *path)
{
    char above[PATH_MAX];
    struct stat st;

    if (geteuid() != 0)
        return true;
    snprintf(above, sizeof above, "%s/", path);
    for (char *slash = strchr(above + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (stat(above, &st) == -1 || !(st.st_mode & S_IXOTH))
            return false;
        *slash = '/';
    }
    return true;
}

bool
workdir_make(char path[WORKDIR_SIZE])
{
    const char *tmp = getenv("TMPDIR");

    if (tmp == NULL || *tmp != '/' || !can_be_reached(tmp))
        tmp = "/tmp";
    snprintf(path, WORKDIR_SIZE, "%.200s/run_all.XXXXXX", tmp);
    return mkdtemp(path) != NULL && chmod(path, geteuid() == 0 ? 0711 : 0700) == 0;
}

#define DEPTH_MAX 64

static bool closed; /* was there a directory that could not be read? */

/* A program may have taken the rights of its own directories away. */
static int
open_up(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)where;
    closed |= type == FTW_DNR;
    if (type == FTW_D || type == FTW_DNR)
        chmod(path, st->st_mode | 0700);
    return 0;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st, (void)where;
    if (type == FTW_DP || type == FTW_DNR)
        rmdir(path);
    else
        unlink(path);
    return 0;
}

void
workdir_remove(const char *path)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) { /* a closed directory may hold another one */
        closed = false;
        nftw(path, open_up, 16, FTW_PHYS);
        if (!closed)
            break;
    }
    nftw(path, remove_one, 16, FTW_PHYS | FTW_DEPTH);
}

static uid_t receiver;

static int
give_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st, (void)type, (void)where;
    return lchown(path, receiver, receiver);
}

bool
workdir_give(const char *path, uid_t uid)
{
    receiver = uid;
    return uid == 0 || geteuid() != 0 || nftw(path, give_one, 16, FTW_PHYS) == 0;
}

void
workdir_take(const char *path)
{
    receiver = 0;
    if (geteuid() == 0)
        nftw(path, give_one, 16, FTW_PHYS);
}

static int
show_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)where;
    if (lchown(path, 0, 0) == -1)
        return -1;
    if (type == FTW_SL)
        return 0;
    return chmod(path, (st->st_mode & S_IXUSR) || type == FTW_D ? 0755 : 0644);
}

bool
workdir_show(const char *path, uid_t uid)
{
    return uid == 0 || geteuid() != 0 || nftw(path, show_one, 16, FTW_PHYS) == 0;
}
