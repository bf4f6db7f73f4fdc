/* What every server of the kit starts with: the options they share and the port they listen at.
 * Everything in here may end the program with one line on stderr: nobody is served yet. */
#ifndef SERVER_H
#define SERVER_H

#include "options.h"

#include <stdbool.h>

struct server_options {
    const char *host;
    unsigned port;
    double grace; /* seconds that running sessions may take once the server is told to stop */
    bool verbose;
};

/* The table rows of these options, to stand first in a server's own table. */
#define SERVER_OPTION_ROWS(o)                                                                      \
    {OPTION_TEXT, "host", 0, &(o)->host, "ADDR", "address to listen on, IPv4 or IPv6"},            \
        {OPTION_PORT, "port", 0, &(o)->port, "N", "port; 0 lets the kernel choose"},               \
        {OPTION_SECONDS, "grace", 0,                                                               \
         &(o)->grace,    "S",     "how long sessions may go on after SIGINT or SIGTERM"},          \
    {                                                                                              \
        OPTION_FLAG, "verbose", 0, &(o)->verbose, NULL, "a line per event on stderr"               \
    }

/* Their defaults, with the program's own port. */
#define SERVER_DEFAULTS(own_port)                                                                  \
    {                                                                                              \
        .host = "127.0.0.1", .port = (own_port), .grace = 5                                        \
    }

/* Listens there, with `flags` as for net_listen(). */
int server_listen(const struct server_options *o, int flags);

#endif
