/* workdir.c: the private directory of a run, and its removal with all that is in it. */
#include "workdir.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool
workdir_make(char path[WORKDIR_SIZE])
{
    const char *tmp = getenv("TMPDIR");

    snprintf(path, WORKDIR_SIZE, "%.200s/run_all.XXXXXX",
             tmp != NULL && *tmp == '/' ? tmp : "/tmp");
    return mkdtemp(path) != NULL;
}

/* A program may have taken the rights of its own directories away. */
static int
open_up(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)where;
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
    nftw(path, open_up, 16, FTW_PHYS);
    nftw(path, remove_one, 16, FTW_PHYS | FTW_DEPTH);
}
