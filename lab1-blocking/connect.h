/* Connecting to a host by name, waiting for the answer of the name service and of the host. */
#ifndef CONNECT_H
#define CONNECT_H

/* A connection to the first address of `host` that answers, within so many seconds for each; owned
 * by the caller.  -1 when there is none; *why then says what went wrong, in words that need not be
 * freed. */
int connect_to(const char *host, unsigned port, double seconds, const char **why);

#endif
