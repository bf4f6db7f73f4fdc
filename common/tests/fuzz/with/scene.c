#include "scene.h"

#include "fuzz.h"

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char outside[64];
static int root = -1;
static int lowest; /* descriptor that is free while nothing leaks */

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    if (ftw->level > 0)
        (void)(kind == FTW_DP ? rmdir(path) : unlink(path));
    return 0;
}

static void
empty(const char *path)
{
    must(nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS) == 0);
}

static void
leave(void)
{
    empty(outside);
    rmdir(outside);
}

const char *
scene_path(const char *name)
{
    static char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/root/%s", outside, name);
    return path;
}

static void
write_file(int directory, const char *name, const char *bytes, size_t n)
{
    int file = openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    must(file >= 0 && write(file, bytes, n) == (ssize_t)n);
    close(file);
}

static void
make_outside(void)
{
    const char *temporary = getenv("TMPDIR");

    signal(SIGPIPE, SIG_IGN);
    snprintf(outside, sizeof outside, "%.40s/fuzz-XXXXXX", temporary == NULL ? "/tmp" : temporary);
    must(mkdtemp(outside) != NULL);
    atexit(leave);
    must(mkdir(scene_path(""), 0755) == 0);
    root = open(scene_path(""), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    must(root >= 0);
    write_file(root, "../secret", "secret", 6);
}

static int
lowest_free(void)
{
    int fd = dup(root);

    must(fd >= 0);
    close(fd);
    return fd;
}

int
scene_begin(void)
{
    char bytes[256];

    if (root < 0)
        make_outside();
    empty(scene_path(""));
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    write_file(root, "a", "one\ntwo\r\nthree\n", 15);
    write_file(root, "empty", "", 0);
    must(mkdirat(root, "sub", 0755) == 0);
    write_file(root, "sub/b", bytes, sizeof bytes);
    must(symlinkat("a", root, "link") == 0 && symlinkat("../secret", root, "out") == 0);
    must(mkfifoat(root, "fifo", 0644) == 0);
    lowest = lowest_free();
    return root;
}

void
scene_end(void)
{
    struct stat st;

    must(lowest_free() == lowest);
    must(fstatat(root, "../secret", &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_size == 6);
    must(stat(outside, &st) == 0 && st.st_nlink == 3); /* root and no other directory */
}

void
scene_connect(int ends[2])
{
    must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
}
