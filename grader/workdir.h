/* workdir.h: the private directory of a run, and its removal with all that is in it. */
#ifndef GRADER_WORKDIR_H
#define GRADER_WORKDIR_H

#include <stdbool.h>

#define WORKDIR_SIZE 256

/* Makes a directory only this user can enter, under TMPDIR or /tmp. */
bool workdir_make(char path[WORKDIR_SIZE]);
void workdir_remove(const char *path);

#endif
