/* What `tasks` does in every lab: N tasks that each wait or compute for a while, then say hello. */
#ifndef TASKS_H
#define TASKS_H

#include <stdbool.h>

struct tasks_options {
    unsigned tasks;
    double seconds;     /* each task takes */
    bool compute;       /* on the CPU instead of waiting */
    unsigned long work; /* how much computing takes that long, measured once at the start */
};

struct tasks_options tasks_options(int argc, char **argv);

/* Computes: a fixed amount of work, however long that takes on a busy machine. */
void tasks_compute(const struct tasks_options *o);

/* "Hello there 7" */
void tasks_hello(unsigned number);

/* "100 tasks in 1.002 s"; returns the program's exit status. */
int tasks_summary(const struct tasks_options *o, double seconds);

#endif
