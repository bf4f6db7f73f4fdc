#include "folder.h"

#include "kit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char run_folder[PATH_MAX / 4];
static char test_folder[PATH_MAX / 2];

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)ftw;
    (void)(kind == FTW_DP ? rmdir(path) : unlink(path));
    return 0;
}

static void
remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void
remove_test_folder(void)
{
    remove_tree(test_folder);
}

void
folder_begin_run(void)
{
    const char *temporary = getenv("TMPDIR");

    snprintf(run_folder, sizeof run_folder, "%s/kit-XXXXXX",
             temporary != NULL ? temporary : "/tmp");
    if (mkdtemp(run_folder) == NULL) {
        fprintf(stderr, "%s: %s\n", run_folder, strerror(errno));
        exit(1);
    }
}

void
folder_end_run(void)
{
    remove_tree(run_folder);
}

const char *
kit_folder(void)
{
    if (test_folder[0] == '\0') {
        snprintf(test_folder, sizeof test_folder, "%s/%ld", run_folder, (long)getpid());
        folder_make(test_folder);
        kit_at_end(remove_test_folder);
    }
    return test_folder;
}

const char *
folder_path(const char *format, ...)
{
    static char paths[8][PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 8];
    va_list arguments;
    int n = snprintf(path, PATH_MAX, "%s/", kit_folder());

    va_start(arguments, format);
    vsnprintf(path + n, PATH_MAX - n, format, arguments);
    va_end(arguments);
    return path;
}

void
folder_make(const char *path)
{
    if (mkdir(path, 0755) < 0 && errno != EEXIST)
        kit_fail("mkdir %s: %s", path, strerror(errno));
}

void
folder_write(const char *path, const void *bytes, size_t n)
{
    FILE *file = fopen(path, "w");

    if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
        kit_fail("%s: %s", path, strerror(errno));
}

void
folder_text(const char *path, const char *text)
{
    folder_write(path, text, strlen(text));
}

void
folder_sparse(const char *path, off_t size)
{
    folder_text(path, "");
    if (truncate(path, size) < 0)
        kit_fail("truncate %s: %s", path, strerror(errno));
}

bool
folder_has(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

char *
folder_read(const char *path, size_t *n)
{
    FILE *file = fopen(path, "r");
    struct stat st;
    char *bytes;
    size_t got;

    if (file == NULL || fstat(fileno(file), &st) < 0)
        kit_fail("%s: %s", path, strerror(errno));
    bytes = malloc(st.st_size + 1);
    got = fread(bytes, 1, st.st_size, file);
    bytes[got] = '\0';
    fclose(file);
    if (n != NULL)
        *n = got;
    return bytes;
}

bool
folder_holds(const char *path, const void *bytes, size_t n)
{
    size_t got;
    char *content;
    bool same;

    if (!folder_has(path))
        return false;
    content = folder_read(path, &got);
    same = got == n && memcmp(content, bytes, n) == 0;
    free(content);
    return same;
}

int
folder_count(const char *path)
{
    DIR *directory = opendir(path);
    int n = 0;

    if (directory == NULL)
        kit_fail("%s: %s", path, strerror(errno));
    for (struct dirent *e; (e = readdir(directory)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(directory);
    return n;
}

char *
folder_noise(size_t n, unsigned seed)
{
    char *bytes = malloc(n + 1);
    unsigned long long x = seed * 2654435769u + 1;

    for (size_t i = 0; i < n; i++) {
        x = x * 6364136223846793005ull + 1442695040888963407ull;
        bytes[i] = (char)(x >> 56);
    }
    bytes[n] = '\0';
    return bytes;
}
