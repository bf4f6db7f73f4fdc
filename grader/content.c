/* content.c: generated file contents, and their comparison to the byte. */
#include "content.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "play.h"
#include "text.h"

#define STREAMS 128 /* more than any check asks for                      */
#define APART   8   /* bytes from the beginning of one stream to the next */
#define LAID    (CONTENT_LARGEST + STREAMS * APART)
#define PART    (1 << 16) /* bytes read and compared at a time                  */

/* The bytes of all streams: each begins a little behind the one before, so that no two files are
 * the same and none has to be made. They are shared by the processes of all checks. */
static const unsigned char *laid;

/* What was compared so far. */
struct comparison {
    const struct content *with;
    size_t got, same;    /* bytes, and how many of the first ones are right */
    unsigned char wrong; /* the one behind these                            */
};

size_t
content_sizes(size_t sizes[CONTENT_SIZES])
{
    static const size_t usual[] = {0, 1, 65535, 65536, (1 << 20) + 1};

    if (param_has("sizes"))
        return param_list("sizes", sizes, CONTENT_SIZES);
    memcpy(sizes, usual, sizeof usual);
    return sizeof usual / sizeof usual[0];
}

void
content_lay(uint64_t seed)
{
    void *memory;

    if (laid != NULL)
        return;
    memory =
        mmap(NULL, LAID, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED)
        return; /* which the first check that asks for a content will say */
    text_fill(memory, LAID, seed, 0);
    mprotect(memory, LAID, PROT_READ);
    laid = memory;
}

struct content
content_make(size_t size, unsigned stream)
{
    struct content c = {.size = size};

    if (laid == NULL || size > CONTENT_LARGEST || stream >= STREAMS)
        judge_grader("no memory for a file of %zu bytes", size);
    text_name(c.name, sizeof c.name, now.seed, stream);
    c.bytes = laid + (size_t)stream * APART;
    return c;
}

void
content_write(const struct content *c, const char *directory, char *path, size_t size)
{
    char own[PATH_MAX];
    FILE *f;

    snprintf(own, sizeof own, "%s/%s", directory, c->name);
    f = fopen(own, "we");
    if (f == NULL || fwrite(c->bytes, 1, c->size, f) != c->size || fclose(f) != 0)
        judge_grader("%s: %s", own, strerror(errno));
    if (path != NULL)
        snprintf(path, size, "%s", own);
}

static void
compare(struct comparison *so_far, const unsigned char *part, size_t n)
{
    size_t left = so_far->got < so_far->with->size ? so_far->with->size - so_far->got : 0, i = 0;
    const unsigned char *right = so_far->with->bytes + so_far->got;
    bool same = so_far->same == so_far->got;

    so_far->got += n;
    if (!same || left == 0)
        return;
    if (n > left)
        n = left;
    if (memcmp(part, right, n) == 0)
        i = n;
    while (i < n && part[i] == right[i])
        i++;
    so_far->same += i;
    if (i < n)
        so_far->wrong = part[i];
}

static void
judge(const struct comparison *all, const char *what)
{
    size_t size = all->with->size;
    char expected[100];

    snprintf(expected, sizeof expected, "%s: all %zu bytes, unchanged", what, size);
    if (all->same < size && all->same < all->got)
        judge_fail(V_FAIL, expected, "%zu bytes; byte %zu is \\x%02x and should be \\x%02x",
                   all->got, all->same, all->wrong, all->with->bytes[all->same]);
    if (all->got != size)
        judge_fail(V_FAIL, expected, "%zu%s bytes, the first %zu of them right", all->got,
                   all->got > size ? " or more" : "", all->same);
}

void
content_compare(const struct content *c, const void *bytes, size_t size, const char *what)
{
    struct comparison all = {.with = c};

    compare(&all, bytes, size);
    judge(&all, what);
}

/* One byte more than there should be is enough. */
static size_t
next_part(const struct comparison *so_far)
{
    size_t left = so_far->with->size + 1 - so_far->got;

    return left < PART ? left : PART;
}

void
content_receive(const struct content *c, int fd, const char *what)
{
    static unsigned char part[PART];
    struct comparison all = {.with = c};
    int64_t until = clock_ms() + 3 * PATIENCE_MS;
    enum play_end end;
    size_t n;

    do {
        end = play_read(fd, part, next_part(&all), &n, until);
        compare(&all, part, n);
    } while (end == PLAY_FULL && all.got <= c->size);
    if (end == PLAY_LATE && all.got == c->size)
        judge_fail(V_TIMEOUT, "end of stream behind the last byte", "%s: all bytes, but no end",
                   what);
    if (end == PLAY_LATE)
        judge_fail(V_TIMEOUT, "all bytes and the end", "%s: %zu of %zu bytes, then nothing", what,
                   all.got, c->size);
    if (end == PLAY_RESET)
        judge_fail(V_FAIL, "all bytes and the end",
                   "%s: the connection broke after %zu of %zu bytes", what, all.got, c->size);
    judge(&all, what);
    close(fd);
}

void
content_compare_file(const struct content *c, const char *directory, const char *what)
{
    static unsigned char part[PART];
    struct comparison all = {.with = c};
    char path[PATH_MAX];
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "%s/%s", directory, c->name);
    if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
        judge_fail(V_FAIL, "the file is there", "%s: there is no file %s", what, c->name);
    while ((n = read(fd, part, next_part(&all))) > 0)
        compare(&all, part, (size_t)n);
    close(fd);
    judge(&all, what);
}
