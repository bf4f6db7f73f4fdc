/* A control connection that is a bufferevent: its two buffers and those of a wire. */
#ifndef CONTROL_STREAM_H
#define CONTROL_STREAM_H

#include "ftp_wire.h"

#include <event2/bufferevent.h>

/* Takes over what came, as far as the wire has room; false when there was nothing to take. */
bool control_stream_take(struct bufferevent *stream, struct ftp_wire *wire);

/* Hands over what waits to be sent: the bufferevent sends by itself, and a command is short. */
void control_stream_send(struct bufferevent *stream, struct ftp_wire *wire);

#endif
