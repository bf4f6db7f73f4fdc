/* text.c: student bytes made safe to print, and generated names and contents. */
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static size_t
escape_one(char *out, unsigned char c, bool like_c)
{
    static const char from[] = "\r\n\t", to[] = "rnt";
    const char *letter = like_c && c != '\0' ? strchr(from, c) : NULL;

    if (c >= ' ' && c <= '~' && c != '\\') {
        out[0] = (char)c;
        return 1;
    }
    if (c == '\\' || letter != NULL) {
        out[0] = '\\';
        out[1] = letter != NULL ? to[letter - from] : '\\';
        return 2;
    }
    snprintf(out, 5, "\\x%02x", c);
    return 4;
}

static char *
escape(char *out, size_t size, const unsigned char *in, size_t n, bool like_c)
{
    size_t used = 0;

    for (size_t i = 0; i < n; i++) {
        if (used + 5 + sizeof "..." > size) {
            memcpy(out + used, "...", 3);
            used += 3;
            break;
        }
        used += escape_one(out + used, in[i], like_c);
    }
    out[used] = '\0';
    return out;
}

char *
text_escape(char *out, size_t size, const void *bytes, size_t n)
{
    return escape(out, size, bytes, n, false);
}

char *
text_escape_c(char *out, size_t size, const void *bytes, size_t n)
{
    return escape(out, size, bytes, n, true);
}

/* splitmix64: small, and good enough to make contents nobody can guess. */
static uint64_t
next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t
start(uint64_t seed, unsigned stream)
{
    uint64_t state = seed * 1000003u + stream;

    return next(&state);
}

void
text_fill(void *buf, size_t n, uint64_t seed, unsigned stream)
{
    unsigned char *out = buf;
    uint64_t state = start(seed, stream);

    for (; n > 0; n -= n < 8 ? n : 8, out += 8) {
        uint64_t z = next(&state);
        if (n >= 8)
            memcpy(out, &z, 8); /* of a known size, which is one instruction */
        else
            memcpy(out, &z, n);
    }
}

unsigned
text_number(uint64_t seed, unsigned stream, unsigned low, unsigned high)
{
    return low + (unsigned)(start(seed, stream) % (high - low + 1));
}

void
text_name(char *out, size_t size, uint64_t seed, unsigned stream)
{
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    uint64_t state = start(seed, stream);
    char word[7];

    for (size_t i = 0; i < 6; i += 2) {
        word[i] = consonants[next(&state) % (sizeof consonants - 1)];
        word[i + 1] = vowels[next(&state) % (sizeof vowels - 1)];
    }
    word[6] = '\0';
    snprintf(out, size, "%s-%u.bin", word, stream % 100);
}
