/* content.c: generated file contents, and their comparison to the byte. */
#include "content.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "play.h"
#include "text.h"

enum { USUAL = 5 };
static const size_t usual[USUAL] = {0, 1, 65535, 65536, (1 << 20) + 1};

/* The bytes of usual sizes, from these streams on. */
static const unsigned streams[] = {0, CONTENT_OTHERS};
static unsigned char *ready[2][USUAL];

size_t
content_sizes(size_t sizes[CONTENT_SIZES])
{
    if (param_has("sizes"))
        return param_list("sizes", sizes, CONTENT_SIZES);
    memcpy(sizes, usual, sizeof usual);
    return USUAL;
}

void
content_prepare(uint64_t seed)
{
    for (unsigned k = 0; k < 2; k++)
        for (unsigned i = 0; i < USUAL && ready[k][i] == NULL; i++)
            if ((ready[k][i] = malloc(usual[i] + 8)) != NULL)
                text_fill(ready[k][i], usual[i], seed, streams[k] + i);
}

static unsigned char *
find_ready(size_t size, unsigned stream)
{
    for (unsigned k = 0; k < 2; k++)
        for (unsigned i = 0; i < USUAL; i++)
            if (streams[k] + i == stream && usual[i] == size)
                return ready[k][i];
    return NULL;
}

static void *
must_have(void *memory)
{
    if (memory == NULL)
        judge_grader("no memory");
    return memory;
}

struct content
content_make(size_t size, unsigned stream)
{
    struct content c = {.size = size, .bytes = find_ready(size, stream)};

    text_name(c.name, sizeof c.name, now.seed, stream);
    if (c.bytes != NULL)
        return c;
    c.bytes = c.own = must_have(malloc(size + 8));
    text_fill(c.bytes, size, now.seed, stream);
    return c;
}

void
content_free(struct content *c)
{
    free(c->own);
    *c = (struct content){.size = 0};
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

void
content_compare(const struct content *c, const void *bytes, size_t size, const char *what)
{
    const unsigned char *got = bytes;
    size_t n = size < c->size ? size : c->size, i = 0;
    char expected[100];

    if (size == c->size && memcmp(bytes, c->bytes, size) == 0)
        return;
    snprintf(expected, sizeof expected, "%s: all %zu bytes, unchanged", what, c->size);
    while (i < n && got[i] == c->bytes[i])
        i++;
    if (i < n)
        judge_fail(V_FAIL, expected, "%zu bytes; byte %zu is \\x%02x and should be \\x%02x", size,
                   i, got[i], c->bytes[i]);
    if (size != c->size)
        judge_fail(V_FAIL, expected, "%zu%s bytes, the first %zu of them right", size,
                   size > c->size ? " or more" : "", n);
}

void
content_receive(const struct content *c, int fd, const char *what)
{
    unsigned char *bytes = must_have(malloc(c->size + 2));
    size_t got;
    enum play_end end = play_read(fd, bytes, c->size + 1, &got, clock_ms() + 3 * PATIENCE_MS);

    if (end == PLAY_LATE && got == c->size)
        judge_fail(V_TIMEOUT, "end of stream behind the last byte", "%s: all bytes, but no end",
                   what);
    if (end == PLAY_LATE)
        judge_fail(V_TIMEOUT, "all bytes and the end", "%s: %zu of %zu bytes, then nothing", what,
                   got, c->size);
    if (end == PLAY_RESET)
        judge_fail(V_FAIL, "all bytes and the end",
                   "%s: the connection broke after %zu of %zu bytes", what, got, c->size);
    content_compare(c, bytes, got, what);
    free(bytes);
    close(fd);
}

void
content_compare_file(const struct content *c, const char *directory, const char *what)
{
    char path[PATH_MAX];
    unsigned char *bytes = must_have(malloc(c->size + 2));
    FILE *f;
    size_t n;

    snprintf(path, sizeof path, "%s/%s", directory, c->name);
    if ((f = fopen(path, "re")) == NULL)
        judge_fail(V_FAIL, "the file is there", "%s: there is no file %s", what, c->name);
    n = fread(bytes, 1, c->size + 1, f);
    fclose(f);
    content_compare(c, bytes, n, what);
    free(bytes);
}
