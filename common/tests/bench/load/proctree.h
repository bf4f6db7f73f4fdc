/* What a process and all that it started cost, from /proc. */
#ifndef PROCTREE_H
#define PROCTREE_H

#include <sys/types.h>

/* Seconds of CPU so far, those of children that ended included. */
double proctree_cpu(pid_t root);

/* KiB of memory that is nobody else's. */
double proctree_private(pid_t root);

#endif
