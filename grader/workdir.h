/* workdir.h: the private directory of a run, and its removal with all that is in it. */
#ifndef GRADER_WORKDIR_H
#define GRADER_WORKDIR_H

#include <stdbool.h>
#include <sys/types.h>

#define WORKDIR_SIZE 256

/* Makes a directory that only this user can read, under TMPDIR; under /tmp when there is none, or
 * when the user that programs run as could not get there. */
bool workdir_make(char path[WORKDIR_SIZE]);
void workdir_remove(const char *path);

/* Makes path and all below it belong to uid; with uid 0 nothing changes. */
bool workdir_give(const char *path, uid_t uid);

/* Makes path and all below it the grader's own again, with the rights it has. */
void workdir_take(const char *path);

/* The same, for others to read and run but not to change;
 * with uid 0, where programs run as the grader's user anyway, nothing changes. */
bool workdir_show(const char *path, uid_t uid);

#endif
