/* Bytes from a bufferevent's buffer to a wire's, and back. */
#include "control_stream.h"

#include <event2/buffer.h>

bool
control_stream_take(struct bufferevent *stream, struct ftp_wire *wire)
{
    struct evbuffer *input = bufferevent_get_input(stream);
    bool taken = false;

    while (evbuffer_get_length(input) > 0 && ftp_wire_has_room(wire)) {
        size_t n;
        char *room = linebuf_room(&wire->in, &n);

        taken = true;
        if (room == NULL)
            ftp_wire_lose(wire);
        else
            linebuf_received(&wire->in, (size_t)evbuffer_remove(input, room, n));
    }
    return taken;
}

void
control_stream_send(struct bufferevent *stream, struct ftp_wire *wire)
{
    struct buffer *out = &wire->out;

    if (bufferevent_write(stream, buffer_bytes(out), buffer_length(out)) != 0)
        ftp_wire_lose(wire);
    else
        buffer_taken(out, buffer_length(out));
}
