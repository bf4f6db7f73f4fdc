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
};

/* The living descendants of root, without root itself and without zombies. */
void proctree_read(struct proctree *tree, pid_t root);
bool proctree_has(const struct proctree *tree, pid_t pid);

/* How many children of these descendants have ended without being waited for. */
int proctree_zombies(pid_t root);

/* From now on this process inherits every orphan among its descendants, daemons included. */
void proctree_adopt_orphans(void);

/* Kills and reaps all descendants of this process; needs proctree_adopt_orphans() before
 * they were started. Returns how many there were, -1 when some would not go. */
int proctree_end(void);

#endif
