/* proctask.h: what each task (thread) of a process is doing, as the kernel sees it. */
#ifndef GRADER_PROCTASK_H
#define GRADER_PROCTASK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum nap {
    NAP_NONE,   /* running, or about to                         */
    NAP_READ,   /* waits for the bytes of one connection        */
    NAP_WRITE,  /* waits to get bytes off                       */
    NAP_ACCEPT, /* waits for a client                           */
    NAP_LOCK,   /* waits for another task: mutex, join, cond    */
    NAP_EPOLL,  /* waits for any of many, in epoll_wait         */
    NAP_POLL,   /* waits for any of many, in poll or select     */
    NAP_SLEEP,  /* waits for the time to pass                   */
    NAP_IDLE,   /* waits for a signal or a child                */
    NAP_ASIDE,  /* reads or polls, but nothing of the server's clients (witness.c tells) */
    NAP_OTHER,  /* somewhere else                               */
    NAP_KINDS,
};

/* "read", "epoll_wait": the word for a report. */
const char *nap_word(enum nap nap);

struct proctask {
    pid_t tid;
    enum nap nap;
    unsigned long switches; /* times it gave up the CPU: unchanged means it did nothing */
    long call;              /* the system call it is in, -1: none, or the kernel hides it */
    unsigned long args[3];  /* the first arguments of the call */
};

/* Fills in at most max tasks of pid; returns how many there are, 0 when the process is gone. */
size_t proctask_read(pid_t pid, struct proctask *tasks, size_t max);

/* Does a signal (SIGSTOP) hold all tasks of pid? false also when it is gone. */
bool proctask_stands(pid_t pid);

/* The kinds behind one line of /proc/PID/task/TID/syscall and behind a name in .../wchan. */
enum nap nap_of_syscall(const char *line);
enum nap nap_of_wchan(const char *name);

#endif
