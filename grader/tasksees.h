/* tasksees.h: which descriptors a task that stands still waits for. */
#ifndef GRADER_TASKSEES_H
#define GRADER_TASKSEES_H

#include "proctask.h"

/* Calls each(fd, arg) for every descriptor of pid whose bytes or clients the task waits for: the
 * one of read, write, accept and the like, those of poll and select with something to wait for,
 * those registered with epoll. false: the kernel does not tell. */
bool tasksees_each(pid_t pid, const struct proctask *task, void (*each)(int fd, void *arg),
                   void *arg);

#endif
