/* The programs of the lab under test, run as a user would run them: with arguments, in a folder of
 * the test, on a port the kernel chooses, ended by their process id.  Whatever goes wrong ends the
 * test.  Check kills what a failed test leaves behind: it all stays in the test's process group. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { PROGRAM_PATH = 4096, PROGRAM_HOST = 64 };

struct program {
    pid_t pid; /* 0 when none runs */
    int alive; /* reads as ended once the program has ended */
    char name[32];
    char out[PROGRAM_PATH]; /* where its stdout and stderr go */
    char err[PROGRAM_PATH];

    /* Servers: the address in the ready line. */
    char host[PROGRAM_HOST];
    unsigned port;
};

enum { PROGRAM_SIGNALLED = 256 }; /* added to the signal's number */

/* Set before a start, and forgotten after it: the size no file may grow beyond, and how many
 * descriptors the program may have. */
extern rlim_t program_file_limit;
extern rlim_t program_descriptor_limit;

/* Starts argv[0] of the lab under test; argv ends with NULL. */
void program_start(struct program *p, const char *const argv[]);

/* The same, and waits for the ready line. */
void program_start_server(struct program *p, const char *const argv[]);

/* Waits for its end and says how it came: the exit status, or PROGRAM_SIGNALLED + signal. */
int program_wait(struct program *p);

/* Has it ended already?  Does not wait. */
bool program_ended(const struct program *p);

void program_signal(struct program *p, int signal);

/* SIGTERM to a server; it must then end with 0. */
void program_stop(struct program *p);

/* What it wrote so far.  The caller frees it. */
char *program_output(const struct program *p);
char *program_errors(const struct program *p);

/* Prints the end of what every program of this test wrote on stderr. */
void program_show_errors(void);

/* Runs a program to its end: its exit status. */
int program_run(struct program *p, const char *const argv[]);
#define run(p, ...) (AT, program_run(p, (const char *const[]){__VA_ARGS__, NULL}))

/* Fails unless the program wrote just one line on stderr that fits the pattern of fnmatch(3). */
void program_complains(const struct program *p, const char *pattern);

#endif
