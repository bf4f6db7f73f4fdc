/* labs.h: the labs and the programs a lab holds. */
#ifndef GRADER_LABS_H
#define GRADER_LABS_H

#include <stdbool.h>
#include <stddef.h>

enum model { MODEL_BLOCKING, MODEL_THREADS, MODEL_ASYNC };

struct lab {
    const char *name;
    enum model model;            /* what this lab promises */
    const char *const *programs; /* ends with NULL */
};

#define LAB_COUNT 3
extern const struct lab all_labs[LAB_COUNT];

/* NULL when there is no lab of that name. */
const struct lab *lab_find(const char *name);

/* Is this file name, "ftp_server.c", the source of one of the lab's programs? */
bool lab_has_program(const struct lab *lab, const char *file);

#endif
