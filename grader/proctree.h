/* proctree.h: who descends from whom, and the end of everything that was started. */
#ifndef GRADER_PROCTREE_H
#define GRADER_PROCTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROCTREE_MAX 4096

struct proctree {
    size_t count;
    pid_t pids[PROCTREE_MAX]; /* parents before their children */
    pid_t parents[PROCTREE_MAX];
    long tasks[PROCTREE_MAX]; /* threads of each */
};

struct usage {
    long memory; /* bytes of RAM in use; what processes share is counted for each */
    long tasks;
};

/* The living descendants of root, without root itself and without zombies. */
void proctree_read(struct proctree *tree, pid_t root);
/* The same as things were at the last proctree_read(), whose root may have been another one. */
void proctree_read_again(struct proctree *tree, pid_t root);

bool proctree_has(const struct proctree *tree, pid_t pid);

/* How many children of these processes have ended without being waited for. */
int proctree_zombies(const struct proctree *tree);

/* Is this the first process of a namespace below our own? */
bool proctree_is_first(pid_t pid);

/* What all processes of the tree use together. */
struct usage proctree_usage(const struct proctree *tree);

/* From now on this process inherits every orphan among its descendants, daemons included. */
void proctree_adopt_orphans(void);

/* Kills and reaps all descendants of this process; needs proctree_adopt_orphans() before
 * they were started. Returns how many there were, -1 when some would not go. */
int proctree_end(void);

#endif
