/* usher.h: hears it when a program, or a child of its children, makes a call that is forbidden
 * (forbid.h), and ends the check: whoever made it cannot hide that, or make the check wait. */
#ifndef GRADER_USHER_H
#define GRADER_USHER_H

#include <stdbool.h>

/* Two ends of a line from a program that is about to begin to its check. */
bool usher_open(int ends[2]);

/* In the program, before it begins: hands the descriptor over on its end and closes the
 * descriptor; -1: there is nothing to hear. */
void usher_tell(int end, int fd);

/* In the check: waits for that on the other end, and listens until the check is over. A forbidden
 * call ends this process; the record names the limit. */
void usher_listen(int end);

#endif
