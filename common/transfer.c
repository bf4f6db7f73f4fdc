/* Moving bytes, one step at a time: beginning, sending, ending. */
#include "transfer.h"

#include "net.h"
#include "transfer_receive.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/sendfile.h>
#endif

enum { CHUNK = 16 * 1024 }; /* read at once, on the stack of the one step */

void
transfer_send_file(struct transfer *t, int file, off_t left, bool lines)
{
    *t = (struct transfer){
        .kind = lines ? TRANSFER_SEND_LINES : TRANSFER_SEND_FILE, .file = file, .left = left};
}

void
transfer_send_listing(struct transfer *t, struct listing *listing)
{
    *t = (struct transfer){.kind = TRANSFER_SEND_LISTING, .file = -1, .listing = listing};
}

bool
transfer_send_text(struct transfer *t, const char *text, size_t length)
{
    char *room;

    *t = (struct transfer){.kind = TRANSFER_SEND_TEXT, .file = -1, .at_end = true};
    room = buffer_room(&t->pending, length);
    if (room == NULL)
        return false;
    memcpy(room, text, length);
    buffer_added(&t->pending, length);
    return true;
}

void
transfer_receive(struct transfer *t, int file, bool lines)
{
    *t = (struct transfer){.kind = lines ? TRANSFER_RECEIVE_LINES : TRANSFER_RECEIVE, .file = file};
}

enum step
transfer_fail(struct transfer *t, enum transfer_fault fault)
{
    t->error = errno;
    t->fault = fault;
    return STEP_FAILED;
}

/* File to socket inside the kernel.  -1 with errno ENOSYS where that does not exist. */
static ssize_t
send_from_file(int socket, int file, size_t n)
{
#ifdef __linux__
    return sendfile(socket, file, NULL, n);
#else
    (void)socket, (void)file, (void)n;
    errno = ENOSYS;
    return -1;
#endif
}

static enum step
step_send_file(struct transfer *t, int socket, size_t budget)
{
    ssize_t n;

    if (t->left == 0)
        return STEP_DONE;
    if ((off_t)budget > t->left)
        budget = (size_t)t->left;
    do
        n = send_from_file(socket, t->file, budget);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return STEP_WAIT;
    if (n < 0 && (errno == EINVAL || errno == ENOSYS)) {
        t->copies = true;
        return STEP_MORE;
    }
    if (n < 0)
        return transfer_fail(t, errno == EIO || errno == ENOMEM ? TRANSFER_LOCAL : TRANSFER_SOCKET);
    if (n == 0) { /* the file became shorter: not what was promised */
        errno = ENODATA;
        return transfer_fail(t, TRANSFER_LOCAL);
    }
    t->moved += n;
    t->left -= n;
    return t->left == 0 ? STEP_DONE : STEP_MORE;
}

/* read(2) that a signal does not cut short; 0 at the end of the file. */
static ssize_t
read_file(struct transfer *t, char *bytes, size_t n)
{
    ssize_t got;

    do
        got = read(t->file, bytes, n);
    while (got < 0 && errno == EINTR);
    t->at_end = got == 0;
    return got;
}

/* A piece of the file into pending, LF to CRLF where lines are wanted. */
static __attribute__((noinline)) bool
produce_from_file(struct transfer *t)
{
    char bytes[CHUNK];
    ssize_t got = read_file(t, bytes, sizeof bytes);
    char *out = got < 0 ? NULL : buffer_room(&t->pending, 2 * sizeof bytes);
    size_t made = 0;

    if (out == NULL)
        return false;
    for (ssize_t i = 0; i < got; i++) {
        if (bytes[i] == '\n' && t->kind == TRANSFER_SEND_LINES)
            out[made++] = '\r';
        out[made++] = bytes[i];
    }
    buffer_added(&t->pending, made);
    return true;
}

/* Puts the next piece of whatever is sent into pending; false with errno when that fails. */
static bool
produce(struct transfer *t)
{
    if (t->kind != TRANSFER_SEND_LISTING)
        return produce_from_file(t);
    switch (listing_produce(t->listing, &t->pending)) {
    case LISTING_MORE:
        return true;
    case LISTING_END:
        t->at_end = true;
        return true;
    case LISTING_FAILED:
        break;
    }
    return false;
}

static enum step
step_send_produced(struct transfer *t, int socket)
{
    size_t gone;
    int flags;

    if (buffer_length(&t->pending) == 0 && !t->at_end && !produce(t))
        return transfer_fail(t, TRANSFER_LOCAL);
    if (buffer_length(&t->pending) == 0) {
        buffer_free(&t->pending);
        return t->at_end ? STEP_DONE : STEP_MORE;
    }
    /* The end of the stream follows the last piece, in the same packet. */
    flags = t->at_end ? MSG_MORE : 0;
    switch (net_send(socket, buffer_bytes(&t->pending), buffer_length(&t->pending), flags, &gone)) {
    case STEP_WAIT:
        return STEP_WAIT;
    case STEP_FAILED:
        return transfer_fail(t, TRANSFER_SOCKET);
    default:
        t->moved += (off_t)gone;
        buffer_taken(&t->pending, gone);
        return buffer_length(&t->pending) == 0 && t->at_end ? STEP_DONE : STEP_MORE;
    }
}

enum step
transfer_step(struct transfer *t, int socket, size_t budget)
{
    switch (t->kind) {
    case TRANSFER_NOTHING:
        return STEP_DONE;
    case TRANSFER_RECEIVE:
    case TRANSFER_RECEIVE_LINES:
        return transfer_step_receive(t, socket, budget);
    case TRANSFER_SEND_FILE:
        if (!t->copies)
            return step_send_file(t, socket, budget);
        /* fall through */
    case TRANSFER_SEND_LINES:
    case TRANSFER_SEND_LISTING:
    case TRANSFER_SEND_TEXT:
        return step_send_produced(t, socket);
    }
    return STEP_FAILED;
}

void
transfer_end(struct transfer *t)
{
    if (t->kind == TRANSFER_NOTHING)
        return;
    net_close(&t->file);
    buffer_free(&t->pending);
    listing_close(t->listing);
    *t = (struct transfer){0};
}
