/* sandbox.h: what keeps a student's program apart from the grader and from the machine.
 *
 * A ladder: the grader takes the highest rung that works where it runs, and says which. On the
 * first two, a submission is graded in a room of its own (a network, processes and a file system
 * that are nobody else's), and each program in there is shut in once more, so that it sees neither
 * the grader nor the other programs. */
#ifndef GRADER_SANDBOX_H
#define GRADER_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum sandbox_level {
    SANDBOX_BUBBLEWRAP, /* namespaces and a file system of its own, made by bwrap(1)  */
    SANDBOX_UNSHARE,    /* namespaces, made by unshare(1); files as everybody sees them */
    SANDBOX_UID,        /* another user and limits; only root can do that             */
    SANDBOX_LIMITS,     /* limits alone                                               */
    SANDBOX_LEVELS,
};

struct sandbox {
    enum sandbox_level level;
    uid_t uid;   /* whom programs run as; 0: as the grader's own user */
    bool sealed; /* bwrap(1) can keep programs from making namespaces of their own */
};

/* The rung on which this process starts programs. */
extern struct sandbox sandbox;

const char *sandbox_word(enum sandbox_level level);  /* "bubblewrap", as --sandbox names it */
const char *sandbox_means(enum sandbox_level level); /* what it keeps apart, for reports    */

/* Words of a command; each string is the caller's. */
struct command {
    const char *argv[160]; /* ends with NULL */
    size_t n;
};
void command_add(struct command *c, const char *word);
void command_add_all(struct command *c, const char *const *words); /* up to NULL */

/* Begins the command of the inner grader, whose private directory is work: there, work/room is
 * what programs may write into. Both strings must live as long as the command. */
void sandbox_room(struct command *c, const char *work, const char *room);

/* Begins the command of one program: it reads kit, writes into work and nowhere else. On the first
 * rung it waits at the gate (gate.h). */
void sandbox_program(struct command *c, const char *kit, const char *work);

/* The same for a program of the grader's own, in a room or not: without any network, and at once. */
void sandbox_tool(struct command *c, const char *kit, const char *work);

/* Is there a process or two between the one that is started and the program? */
bool sandbox_wraps(void);

#define SANDBOX_TASKS 400 /* processes and threads of a program, at most */

/* Between fork and exec, on the rungs that do not shut programs in: how many tasks there may be. */
void sandbox_limit_tasks(void);

/* Checks at a time. On the rung of other users, each of them has one of its own: the first is
 * sandbox.uid, which builds, too. Takes the number of the process that is to run a check. */
#define SANDBOX_SEATS 16
void sandbox_sit(unsigned seat);

/* Ends every process of the user of that seat, where that user is nobody else's. */
void sandbox_end_user(unsigned seat);

/* Between fork and exec: become the user that is to run programs on this rung. */
void sandbox_become(void);

#endif
