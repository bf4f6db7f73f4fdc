/* The waits that serving one client takes, apart from reading and writing: in system calls that do
 * not return before their time.  lab2-threads waits in them, too. */
#ifndef WAITS_H
#define WAITS_H

#include "net.h"

#include <stdbool.h>

/* Has stop.h, or clients.h of lab2-threads, shut the connection down?  Then nothing is worth
 * waiting for any more, whatever was read before. */
bool wait_is_over(int client);

/* Lets so many seconds pass; fewer when the connection of `client` is shut down meanwhile. */
void wait_seconds(double seconds, int client);

/* Connects a socket, as long as its patience lasts.  STEP_WAIT: not yet, call again. */
enum step wait_connected(int socket, const union net_address *to);

/* A connection to that address, made within so many seconds; -1 with errno. */
int wait_connect(const union net_address *to, double seconds);

/* Says that we send no more and waits, so many seconds at most, until the peer says so, too.
 * Closing before that could take back what the peer has not read yet. */
void wait_for_end(int client, double seconds);

#endif
