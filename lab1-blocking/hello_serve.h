/* Greets one client, waiting for it in system calls. */
#ifndef HELLO_SERVE_H
#define HELLO_SERVE_H

#include "hello.h"

/* Returns when the client is done.  The caller owns the socket and closes it. */
void hello_serve(int client, const struct hello_server_options *options);

#endif
