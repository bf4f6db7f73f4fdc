/* The control connection's two buffers, and the two system calls that fill and empty them. */
#include "ftp_wire.h"

#include "net.h"

enum step
ftp_wire_receive(struct ftp_wire *w, int socket, int flags)
{
    size_t room, got;
    char *bytes;
    enum step result;

    if (!ftp_wire_has_room(w))
        return STEP_WAIT;
    bytes = linebuf_room(&w->in, &room);
    if (bytes == NULL) {
        ftp_wire_lose(w);
        return STEP_DONE;
    }
    result = net_receive(socket, bytes, room, flags, &got);
    linebuf_received(&w->in, got);
    if (result == STEP_FAILED)
        ftp_wire_lose(w);
    else if (result == STEP_DONE && got == 0)
        w->ended = true;
    return result == STEP_WAIT ? STEP_WAIT : STEP_DONE;
}

enum step
ftp_wire_flush(struct ftp_wire *w, int socket)
{
    while (buffer_length(&w->out) > 0) {
        size_t gone;

        switch (net_send(socket, buffer_bytes(&w->out), buffer_length(&w->out), 0, &gone)) {
        case STEP_WAIT:
            return STEP_WAIT;
        case STEP_FAILED:
            ftp_wire_lose(w);
            return STEP_DONE;
        default:
            buffer_taken(&w->out, gone);
        }
    }
    return STEP_DONE;
}

bool
ftp_wire_has_room(const struct ftp_wire *w)
{
    return !w->ended && !w->lost && !linebuf_full(&w->in);
}

void
ftp_wire_lose(struct ftp_wire *w)
{
    w->lost = w->ended = true;
    buffer_free(&w->out);
}

void
ftp_wire_free(struct ftp_wire *w)
{
    linebuf_free(&w->in);
    buffer_free(&w->out);
}
