/* evidence.c: what the programs of a check wrote, for its record. */
#include "evidence.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

#define TAIL 500 /* bytes of one file */

/* The programs can write here, too: what is no file is not opened to the end. */
static ssize_t
read_tail(const char *directory, const char *name, char tail[TAIL], off_t *size)
{
    char path[PATH_MAX];
    struct stat st;
    ssize_t n = -1;
    int fd;

    snprintf(path, sizeof path, "%.3000s/%s", directory, name);
    fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd == -1)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *size = st.st_size;
        n = pread(fd, tail, TAIL, st.st_size > TAIL ? st.st_size - TAIL : 0);
    }
    close(fd);
    return n;
}

/* "hello_server-0.err" is what the first program of the check, hello_server, wrote on stderr. */
static void
heading(char *out, size_t size, const char *name, ssize_t shown, off_t whole)
{
    int n = (int)strcspn(name, "-");
    const char *stream = strcmp(strrchr(name, '.'), ".err") == 0 ? "stderr" : "stdout";
    char safe[100];

    text_escape(safe, sizeof safe, name, (size_t)n);
    if (shown < whole)
        snprintf(out, size, "%s, %s (the last %zd of %lld bytes):\n", safe, stream, shown,
                 (long long)whole);
    else
        snprintf(out, size, "%s, %s:\n", safe, stream);
}

static void
add_lines(char *text, size_t size, const char *bytes, size_t n)
{
    const char *end = bytes + n, *at, *line;
    char safe[4 * TAIL + 8];
    size_t used = strlen(text);

    for (at = bytes; at < end && used < size - 8; at = line) {
        line = memchr(at, '\n', (size_t)(end - at));
        text_escape_c(safe, sizeof safe, at, (size_t)((line != NULL ? line : end) - at));
        snprintf(text + used, size - used, "    %s\n", safe);
        used = strlen(text);
        line = line != NULL ? line + 1 : end;
    }
    if (used > 0 && text[used - 1] != '\n')
        strcpy(text + used - 4, "...\n");
}

static int
is_output(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return dot != NULL && (strcmp(dot, ".out") == 0 || strcmp(dot, ".err") == 0);
}

void
evidence_output(char *text, size_t size, const char *directory)
{
    struct dirent **names;
    int n = scandir(directory, &names, is_output, alphasort);
    char tail[TAIL], title[200];
    off_t whole;

    text[0] = '\0';
    for (int i = 0; i < n; i++) {
        ssize_t got = read_tail(directory, names[i]->d_name, tail, &whole);
        if (got > 0 && strlen(text) + sizeof title < size) {
            heading(title, sizeof title, names[i]->d_name, got, whole);
            strcat(text, title);
            add_lines(text, size, tail, (size_t)got);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}
