/* fallback.c: what students write and a later lab builds on, for hand-ins that do not have it. */
#include "fallback.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "kit.h"
#include "labs.h"

#define LAID_MAX 40
#define BUILT    "build/plain"
#define LAB      all_labs[0].name /* on which the others build */

/* The stand-ins that were laid; in the process that grades one submission. */
static char laid[LAID_MAX][PATH_MAX];
static size_t laid_count;

/* directory/below/LAB/stem suffix */
static void
join(char out[PATH_MAX], const char *directory, const char *below, const char *stem,
     const char *suffix)
{
    if (snprintf(out, PATH_MAX, "%s/%s/%s/%s%s", directory, below, LAB, stem, suffix) >= PATH_MAX)
        out[0] = '\0';
}

/* For each NAME.suffix in kit/fallback/LAB. */
static void
each(const char *kit, const char *suffix,
     void (*act)(const char *kit, const char *stem, const char *arg), const char *arg)
{
    char path[PATH_MAX], stem[NAME_MAX + 1];
    struct dirent *entry;
    DIR *dir;

    join(path, kit, "fallback", "", "");
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot == NULL || dot == entry->d_name || strcmp(dot + 1, suffix) != 0)
            continue;
        snprintf(stem, sizeof stem, "%.*s", (int)(dot - entry->d_name), entry->d_name);
        act(kit, stem, arg);
    }
    if (dir != NULL)
        closedir(dir);
}

static void
show_one(const char *kit, const char *stem, const char *unused)
{
    char from[PATH_MAX], to[PATH_MAX];

    (void)unused;
    join(from, kit, "fallback", stem, ".c");
    join(to, kit, "", stem, ".c");
    copy_file_as_it_is(from, to);
}

static void
hide_one(const char *kit, const char *stem, const char *unused)
{
    char path[PATH_MAX], to[PATH_MAX];

    (void)unused;
    join(path, kit, BUILT, stem, ".o");
    join(to, kit, "fallback", stem, ".o");
    rename(path, to);
    join(path, kit, BUILT, stem, ".d");
    unlink(path);
    join(path, kit, "", stem, ".c");
    unlink(path);
    join(path, kit, "fallback", stem, ".c");
    unlink(path);
}

void
fallback_show(const char *kit)
{
    each(kit, "c", show_one, NULL);
}

void
fallback_hide(const char *kit)
{
    each(kit, "c", hide_one, NULL);
}

/* A source that is older than anything; false: there is one. */
static bool
lay_stand_in(const char *path)
{
    static const struct timespec old[2] = {{1, 0}, {1, 0}};
    int fd;

    if (laid_count == LAID_MAX || (fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600)) == -1)
        return false;
    futimens(fd, old);
    close(fd);
    strcpy(laid[laid_count++], path);
    return true;
}

static void
lay_one(const char *kit, const char *stem, const char *to)
{
    char source[PATH_MAX], from[PATH_MAX], object[PATH_MAX];

    join(source, to, "", stem, ".c");
    join(object, to, BUILT, stem, ".o");
    join(from, kit, "fallback", stem, ".o");
    if (lay_stand_in(source))
        copy_file(from, object);
}

void
fallback_lay(const char *kit, const char *to)
{
    each(kit, "o", lay_one, to);
}

void
fallback_take_back(void)
{
    while (laid_count > 0)
        unlink(laid[--laid_count]);
}
