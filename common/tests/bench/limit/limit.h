/* The parts of limit.c. */
#ifndef LIMIT_H
#define LIMIT_H

/* Sends all of a file, waiting in the system call. */
void limit_send_file(int socket, int file);

/* Starts a thread for each client: begin() accepts one, run() serves it. */
_Noreturn void limit_in_threads(int listener, int (*begin)(int), void *(*run)(void *));

/* Answers FTP by rote, as "ftp", "ftp-threads" or "ftp-in-turn".  Serves the working directory and
 * does not come back. */
_Noreturn void limit_ftp(int listener, const char *how);

#endif
