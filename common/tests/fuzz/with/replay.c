/* Runs a fuzz target without libFuzzer: over the files named, or over its corpus and mutations of
 * it that are the same each time. */
#include "fuzz.h"

#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef FUZZ_ENGINE /* which brings a main of its own */

enum { MOST = 16 * 1024, INPUTS = 1500 /* in a replay, more or less */ };

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static const char *running; /* the file */
static unsigned mutation;   /* 0: as it is */
static uint8_t input[MOST];
static size_t size;

/* So that a failure can be looked into: `fuzz_x that-file` runs it again. */
static void
keep_input(void)
{
    char name[] = "/tmp/fuzz-failure-XXXXXX";
    int fd = mkstemp(name);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

    fprintf(stderr, "the input: %s, mutation %u, kept as %s\n", running, mutation, name);
    if (file != NULL) {
        fwrite(input, 1, size, file);
        fclose(file);
    }
}

/* Numbers that look random and are the same each time. */
static unsigned
draw(unsigned n)
{
    static uint64_t state = 1;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

static void
mutate_once(void)
{
    static const char *const words[] = {"\r\n", "\377", "%00", "..", "/", "ABOR\r\n", "-", "0"};
    const char *word = words[draw(sizeof words / sizeof *words)];
    size_t at = draw((unsigned)size + 1);
    size_t n;

    switch (draw(4)) {
    case 0: /* another byte */
        if (at < size)
            input[at] = (uint8_t)draw(256);
        break;
    case 1: /* some fewer */
        n = draw((unsigned)(size - at) + 1);
        memmove(input + at, input + at + n, size - at - n);
        size -= n;
        break;
    case 2: /* a word more */
        n = strlen(word);
        if (size + n > MOST)
            break;
        memmove(input + at + n, input + at, size - at);
        memcpy(input + at, word, n);
        size += n;
        break;
    case 3: /* a piece twice */
        n = draw((unsigned)(size - at) + 1);
        if (size + n > MOST)
            break;
        memmove(input + at + n, input + at, size - at);
        size += n;
        break;
    }
}

static void
read_input(const char *path)
{
    FILE *file = fopen(path, "r");

    if (file == NULL)
        err(1, "%s", path);
    size = fread(input, 1, MOST, file);
    fclose(file);
    running = path;
    mutation = 0;
}

static unsigned
replay_file(const char *path, unsigned mutations)
{
    static uint8_t original[MOST];
    size_t length;

    read_input(path);
    memcpy(original, input, length = size);
    LLVMFuzzerTestOneInput(input, size);
    for (mutation = 1; mutation <= mutations; mutation++) {
        memcpy(input, original, size = length);
        for (unsigned i = 1 + draw(4); i > 0; i--)
            mutate_once();
        LLVMFuzzerTestOneInput(input, size);
    }
    return 1 + mutations;
}

static int
replay_corpus(const char *target)
{
    const char *slash = strrchr(target, '/');
    char folder[PATH_MAX / 2], path[PATH_MAX];
    struct dirent **entries;
    unsigned inputs = 0;
    int n;

    snprintf(folder, sizeof folder, "common/tests/fuzz/corpus/%s",
             slash == NULL ? target : slash + 1);
    n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0)
        err(1, "%s", folder);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            inputs += replay_file(path, INPUTS / (unsigned)n);
        free(entries[i]);
    }
    free(entries);
    printf("%u passed, 0 failed\n", inputs);
    return inputs == 0;
}

int
main(int argc, char **argv)
{
    if (__sanitizer_set_death_callback != NULL)
        __sanitizer_set_death_callback(keep_input);
    if (argc < 2)
        return replay_corpus(argv[0]);
    for (int i = 1; i < argc; i++)
        replay_file(argv[i], 0);
    return 0;
}

#endif
