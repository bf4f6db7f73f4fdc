/* procfd.h: the open descriptors of a process, as /proc/PID/fd shows them. */
#ifndef GRADER_PROCFD_H
#define GRADER_PROCFD_H

#include <stdbool.h>
#include <sys/types.h>

/* Is one of pid's descriptors the socket with this inode? */
bool procfd_holds(pid_t pid, unsigned long inode);

struct procfd {
    int number;
    unsigned long socket; /* inode, or 0 when it is no socket */
    bool epoll;
    bool nonblocking; /* O_NONBLOCK, from fdinfo */
};

/* Calls each(fd, arg) for every descriptor; false: the kernel does not let us look. */
bool procfd_each(pid_t pid, void (*each)(const struct procfd *fd, void *arg), void *arg);

/* Does the kernel refuse to show them? So it does when the process made itself undumpable, or runs
 * as another user, unless we are root. */
bool procfd_hidden(pid_t pid);

/* How many descriptors pid has open; -1: the kernel does not let us look. */
int procfd_count(pid_t pid);

#endif
