/* procnet.h: the kernel's table of TCP sockets, /proc/PID/net/tcp and tcp6. */
#ifndef GRADER_PROCNET_H
#define GRADER_PROCNET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum tcp_state { TCP_STATE_ESTABLISHED = 1, TCP_STATE_LISTEN = 10 };

struct tcp_row {
    unsigned local_port, remote_port;
    int state;
    unsigned long rx_queue; /* LISTEN: connections in the accept queue; else: unread bytes */
    unsigned long inode;    /* 0: no process holds this socket any more                    */
};

/* One line of the table, of tcp or tcp6; false for the heading and for anything else. */
bool procnet_parse(const char *line, struct tcp_row *row);

/* Calls each(row, arg) for every row of both tables that pid sees. false: they cannot be read. */
bool procnet_each(pid_t pid, void (*each)(const struct tcp_row *row, void *arg), void *arg);

/* The row of the socket on local_port connected to remote_port (0: the one that listens). */
bool procnet_find(pid_t pid, unsigned local_port, unsigned remote_port, struct tcp_row *out);

#endif
