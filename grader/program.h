/* program.h: starts a student's program in a process of its own, and watches how it ends. */
#ifndef GRADER_PROGRAM_H
#define GRADER_PROGRAM_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "labs.h"
#include "proctree.h"

/* Filled in by program_start(). */
struct program {
    size_t slot;       /* program_watch.c's own                                           */
    pid_t init, inner; /* when pid shuts it in: the first process in there, and the program */
    char name[32];
    pid_t pid;                         /* of what was started: the program, or what shuts it in */
    int pidfd;                         /* readable once the program has ended */
    char out[PATH_MAX], err[PATH_MAX]; /* files with what it wrote */
    bool ended, condemned;             /* condemned: the grader sent it a signal */
    int status;                        /* once ended: exit status, or -1 */
    int signal;                        /* once ended: the signal, or 0   */
};

/* Where lab's program stands once it is built. */
void program_path(char *out, size_t size, const struct lab *lab, const char *name);

/* Fails the check when there is no such program: FAIL without a source, else BUILD_ERROR. */
void program_must_exist(const struct lab *lab, const char *name);

/* Starts lab's program with args (ends with NULL, without the program's name) in a session of
 * its own, in the check's private directory, with limits. Never returns on failure. */
void program_start(struct program *p, const struct lab *lab, const char *name,
                   const char *const *args);

/* The same for a program of the system, such as curl. */
void program_start_tool(struct program *p, const char *tool, const char *const *args);

/* How many this check has started; and, for program.c, one more, which p describes. */
size_t program_known(void);
void program_remember(struct program *p);

/* Waits until the program has ended; false: it still runs at that moment. */
bool program_wait(struct program *p, int64_t until);

/* To the program itself. */
void program_signal(struct program *p, int signal);

/* The program's own process number: of what was started, or of the program shut in there, once it
 * is. */
pid_t program_pid(const struct program *p);

/* The living processes that the programs of this check consist of, without what shuts them in. */
void program_tree(struct proctree *tree);

/* What it wrote so far on stdout or stderr (p->out, p->err): at most size - 1 bytes, then NUL. */
size_t program_read(const char *file, char *out, size_t size);

/* A program of this check that a signal ended, though the grader sent none; or NULL. */
const struct program *program_crashed(void);

#endif
