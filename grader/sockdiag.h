/* sockdiag.h: asks the kernel for the TCP sockets on one port: quick, even among 10 000 others. */
#ifndef GRADER_SOCKDIAG_H
#define GRADER_SOCKDIAG_H

#include "procnet.h"

/* Calls each(row, arg) for the sockets on this local port, or for those alone that listen there,
 * which are soon found: the kernel walks through a table of all others. false: no answer. */
bool sockdiag_each(unsigned port, bool listening,
                   void (*each)(const struct tcp_row *row, void *arg), void *arg);

/* The socket of 127.0.0.1 on local_port which is connected to remote_port there: one look-up, not a
 * walk through all. false: there is none, or the kernel does not answer. */
bool sockdiag_find(unsigned local_port, unsigned remote_port, struct tcp_row *row);

#endif
