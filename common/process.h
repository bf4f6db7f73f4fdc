/* What every program with sockets does first. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>

/* Raises the number of descriptors to what the system allows, and lets a write that goes nowhere be
 * an error instead of a signal that ends the process. */
void process_prepare(void);

/* No core file from now on: it could hold passwords.  The limit that says so does not hold where
 * the system pipes cores to a program; with `secrets` there is none even then.  That hides the
 * process's descriptors in /proc from whoever is not root, hence not always.  To be called after
 * process_give_up_root(), which would undo it. */
void process_leave_no_core(bool secrets);

/* Becomes the user `name` for good, if it is not NULL: to be called once all that takes root is
 * done. Ends the program when that cannot be.  Who stays root is warned in one line on stderr. */
void process_give_up_root(const char *name);

#endif
