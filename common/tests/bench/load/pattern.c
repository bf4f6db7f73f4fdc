/* A block of noise, over and over. */
#include "pattern.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { PERIOD = 262139, MOST = 262144 }; /* the block, and the longest piece handed out */

static char noise[PERIOD + MOST];

void
pattern_begin(void)
{
    uint32_t x = 2463534242;

    for (size_t i = 0; i < PERIOD; i++) {
        x ^= x << 13, x ^= x >> 17, x ^= x << 5;
        noise[i] = (char)x;
    }
    for (size_t i = PERIOD; i < sizeof noise; i++)
        noise[i] = noise[i - PERIOD];
}

const char *
pattern_at(long long offset, size_t *n)
{
    *n = MOST;
    return noise + offset % PERIOD;
}

bool
pattern_is(const char *bytes, size_t n, long long offset)
{
    while (n > 0) {
        size_t most;
        const char *right = pattern_at(offset, &most);
        size_t now = n < most ? n : most;

        if (memcmp(bytes, right, now) != 0)
            return false;
        bytes += now;
        offset += (long long)now;
        n -= now;
    }
    return true;
}

bool
pattern_write(const char *file, long long size)
{
    int out = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    long long done = 0;

    while (out >= 0 && done < size) {
        size_t n;
        const char *bytes = pattern_at(done, &n);
        ssize_t gone = write(out, bytes, size - done < (long long)n ? (size_t)(size - done) : n);

        if (gone < 0)
            break;
        done += gone;
    }
    return out >= 0 && close(out) == 0 && done == size;
}

bool
pattern_check(const char *file, long long size)
{
    static char bytes[MOST];
    int in = open(file, O_RDONLY | O_CLOEXEC);
    long long done = 0;
    ssize_t got = -1;

    while (in >= 0 && (got = read(in, bytes, sizeof bytes)) > 0) {
        if (!pattern_is(bytes, (size_t)got, done))
            break;
        done += got;
    }
    errno = got < 0 ? errno : 0;
    if (in >= 0)
        close(in);
    return got == 0 && done == size;
}
