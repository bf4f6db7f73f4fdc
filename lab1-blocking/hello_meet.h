/* Is one client of a hello server, waiting for it in system calls. */
#ifndef HELLO_MEET_H
#define HELLO_MEET_H

#include "hello.h"

/* Connects, reads what is expected, prints the line of client `number`.  False after a line on
 * stderr. */
bool hello_meet(const struct hello_client_options *options, unsigned number);

#endif
