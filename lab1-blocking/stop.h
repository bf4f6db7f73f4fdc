/* How a server that waits in system calls is told to stop.  A signal interrupts whatever call it
 * waits in; what the handler does makes sure that it does not wait again.
 *
 * A signal handler has no arguments, so this module is the one place of the labs with state of its
 * own.  lab2-threads uses it unchanged. */
#ifndef STOP_H
#define STOP_H

/* From now on SIGINT or SIGTERM closes the listener to new clients; a second one ends the process
 * at once.  Ends the program when there is no timer for it. */
void stop_on_signals(int listener);

/* The next client's socket; -1 once the server was told to stop.  A failure that concerns one
 * client only is passed over; when descriptors are short it waits a little and tries again. */
int stop_accept(int listener);

/* The client being served now, and the seconds it may take once the server is told to stop: then
 * its connection is shut down.  -1: nobody is served. */
void stop_cuts_off(int client, double grace);

#endif
