/* The parts of limit.c. */
#ifndef LIMIT_H
#define LIMIT_H

#include <stdbool.h>

/* Sends all of a file, waiting in the system call. */
void limit_send_file(int socket, int file);

/* Answers FTP by rote: all clients at once, or each in its turn.  Serves the working directory and
 * does not come back. */
_Noreturn void limit_ftp(int listener, bool at_once);

#endif
