/* Moving bytes, one step at a time: from the socket into the file. */
#include "transfer_receive.h"

#include "net.h"
#include "terminal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Copied at once, on the stack of the one step. */
#ifdef __SANITIZE_THREAD__ /* with which a thread has 128 KiB of stack, and no more */
enum { CHUNK = 64 * 1024 };
#else
enum { CHUNK = 128 * 1024 };
#endif

enum { ALIGNED = 64 }; /* the kernel copies fastest to where a line of the cache begins */

static bool
write_all(int file, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(file, bytes, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

/* CRLF to LF within bytes[0..n), to the front of it; a CR at the very end waits for what follows.
 * bytes[-1] must be writable: the CR that waited goes there.  Returns where the result starts. */
static char *
unfold_lines(struct transfer *t, char *bytes, size_t *n)
{
    char *from = t->after_cr ? bytes - 1 : bytes;
    char *stop = bytes + *n;
    char *out = from;

    if (t->after_cr)
        *from = '\r';
    t->after_cr = *n > 0 && stop[-1] == '\r';
    if (t->after_cr)
        stop--;
    for (char *in = from; in < stop; in++)
        if (!(in[0] == '\r' && in + 1 < stop && in[1] == '\n'))
            *out++ = *in;
    *n = (size_t)(out - from);
    return from;
}

static void
tame_lines(struct transfer *t, char *line, char *stop)
{
    for (char *end; line < stop; line = end + 1) {
        end = memchr(line, '\n', (size_t)(stop - line));
        if (end == NULL)
            end = stop;
        t->last = terminal_tame(line, (size_t)(end - line), t->last);
    }
}

static bool
write_received(struct transfer *t, char *bytes, size_t n)
{
    if (t->kind == TRANSFER_RECEIVE_LINES)
        bytes = unfold_lines(t, bytes, &n);
    if (t->for_terminal)
        tame_lines(t, bytes, bytes + n);
    return write_all(t->file, bytes, n);
}

static bool
write_last(struct transfer *t)
{
    bool held = t->after_cr;

    t->after_cr = false;
    return !held || write_all(t->file, t->for_terminal ? "?" : "\r", 1);
}

/* Some file systems tell only now that the bytes found no room. */
static bool
close_file(struct transfer *t)
{
    int file = t->file;

    t->file = -1;
    return close(file) == 0 || errno == EINTR;
}

enum step
transfer_step_receive(struct transfer *t, int socket, size_t budget)
{
    _Alignas(ALIGNED) char space[ALIGNED + CHUNK];
    char *bytes = space + ALIGNED; /* room for the CR that waited */
    size_t total = 0;

    for (;;) {
        size_t got;
        enum step result = net_receive(socket, bytes, CHUNK, 0, &got);

        if (result == STEP_FAILED)
            return transfer_fail(t, TRANSFER_SOCKET);
        if (result == STEP_WAIT)
            return total > 0 ? STEP_MORE : STEP_WAIT;
        if (got == 0)
            return write_last(t) && close_file(t) ? STEP_DONE : transfer_fail(t, TRANSFER_LOCAL);
        t->moved += (off_t)got;
        total += got;
        if (!write_received(t, bytes, got))
            return transfer_fail(t, TRANSFER_LOCAL);
        if (got < CHUNK || total >= budget)
            return STEP_MORE;
    }
}
