/* procnet.h: the TCP sockets on one port, as the kernel sees them. */
#ifndef GRADER_PROCNET_H
#define GRADER_PROCNET_H

#include <stdbool.h>

enum tcp_state { TCP_STATE_ESTABLISHED = 1, TCP_STATE_LISTEN = 10 };

struct tcp_row {
    unsigned local_port, remote_port;
    int state;
    unsigned long rx_queue; /* LISTEN: connections in the accept queue; else: unread bytes */
    unsigned long inode;    /* 0: no process holds this socket any more                    */
    bool any;               /* bound to 0.0.0.0 or ::, which is every address of the machine */
};

/* One line of /proc/net/tcp or tcp6; false for the heading and for anything else. */
bool procnet_parse(const char *line, struct tcp_row *row);

/* Calls each(row, arg) for every socket on this local port (0: on any), of IPv4 and IPv6. false:
 * the kernel does not tell. It is asked directly; where it does not answer that, /proc/net is read.
 */
bool procnet_each(unsigned port, void (*each)(const struct tcp_row *row, void *arg), void *arg);

/* The same for those that listen: much quicker where the kernel is asked directly. */
bool procnet_each_listener(unsigned port, void (*each)(const struct tcp_row *row, void *arg),
                           void *arg);

/* All, from /proc/net alone. */
bool procnet_each_line(unsigned port, void (*each)(const struct tcp_row *row, void *arg),
                       void *arg);

/* The row of the socket on local_port which is connected to remote_port. */
bool procnet_find(unsigned local_port, unsigned remote_port, struct tcp_row *out);

#endif
