#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
fuzz_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

char *
fuzz_string(const uint8_t *data, size_t size)
{
    size_t length = strnlen((const char *)data, size);
    char *string = malloc(length + 1);

    if (string == NULL)
        abort();
    if (length > 0)
        memcpy(string, data, length);
    string[length] = '\0';
    return string;
}

struct script
script_of(const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    const uint8_t *nul = size == 0 ? NULL : memchr(data, '\0', size);

    if (nul == NULL)
        return (struct script){data, end, end, end};
    return (struct script){data, nul, nul + 1, end};
}

unsigned
script_choose(struct script *s, unsigned n)
{
    return s->choice == s->choice_end ? 0 : *s->choice++ % n;
}

bool
script_rarely(struct script *s)
{
    return script_choose(s, 8) == 7;
}
