/* params.h: the numbers of the checks that an instructor may want to change, and their bounds.
 *
 * A check takes them by param() and param_list(); the rubric sets them: clients=8, sizes=0,1,4096.
 * The table stands in params.c; the head of grader/rubric shows it to people. */
#ifndef GRADER_PARAMS_H
#define GRADER_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "rubric.h"

struct param {
    const char *check; /* "hello.model": the check it belongs to, without its lab   */
    const char *name;
    const char *value; /* the default, as one would write it in the rubric          */
    long low, high;    /* what is allowed, for each number of a list                */
    size_t most;       /* how many numbers a list may have; 0: it is one number     */
    const char *meaning;
};

/* The i-th of all, or NULL behind the last. */
const struct param *param_at(size_t i);

/* Settings that have no default in the table must not pass unseen: finds what is wrong with the
 * value that a rule sets; NULL: nothing is. */
const char *param_wrong(const struct param *p, const char *value);

/* Has the running check a parameter of this name? */
bool param_has(const char *name);

/* Of the running check: what the rubric says, or else the default. */
long param(const char *name);

/* The same for a list; out has room for most of them. Returns how many there are. */
size_t param_list(const char *name, size_t *out, size_t most);

#endif
