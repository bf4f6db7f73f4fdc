/* ladder.c: which rung of the sandbox works on this machine: each is tried. */
#include "ladder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"
#include "tool.h"
#include "workdir.h"

/* Numbers that no system gives to its users or services. */
#define FIRST_UID 60706
#define ROOMS     29 /* of SANDBOX_SEATS users each */
#define TRY_MS    20000
#define LOG_MAX   65536

static const char *const mends[SANDBOX_LEVELS] = {
    [SANDBOX_BUBBLEWRAP] = "install the package bubblewrap, and let users make user namespaces "
                           "(in Docker: --security-opt seccomp=unconfined)",
    [SANDBOX_UNSHARE] = "install util-linux, and let users make user namespaces "
                        "(in Docker: --security-opt seccomp=unconfined)",
    [SANDBOX_UID] = "run the grader as root, in a container or a virtual machine of its own",
    [SANDBOX_LIMITS] = "",
};

/* A lock on one byte of a file that every grader on this machine has, held until this one ends. */
static bool
claim(unsigned users)
{
    static int fd = -1;
    struct flock byte = {.l_type = F_WRLCK, .l_start = FIRST_UID + users, .l_len = 1};

    if (fd == -1)
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    return fd != -1 && fcntl(fd, F_OFD_SETLK, &byte) == 0;
}

/* The users of the n-th submission at a time. Graders at the same time have different ones, or the
 * programs of one could end those of another. */
static uid_t
ladder_uid(unsigned n)
{
    static bool taken[ROOMS], known[ROOMS];
    static unsigned users[ROOMS];

    if (geteuid() != 0)
        return 0;
    n %= ROOMS;
    for (unsigned i = 0; i < ROOMS && !known[n]; i++) {
        users[n] = ((unsigned)getpid() + i) % ROOMS;
        known[n] = !taken[users[n]] && claim(users[n]);
        taken[users[n]] = taken[users[n]] || known[n];
    }
    return FIRST_UID + users[n] * SANDBOX_SEATS;
}

/* The last line a program wrote before it gave up. */
static void
read_reason(const char *log, char *why, size_t size)
{
    char line[300] = "it could not be started";
    FILE *f = fopen(log, "re");

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        continue;
    if (f != NULL)
        fclose(f);
    text_escape(why, size, line, strcspn(line, "\n"));
}

/* Whether the last rung that was tried keeps programs from making namespaces of their own. */
static bool ladder_seals;

struct sandbox
ladder_sandbox(enum sandbox_level level, unsigned n)
{
    return (struct sandbox){level, ladder_uid(n), level == SANDBOX_BUBBLEWRAP && ladder_seals};
}

static void
rmdir_room(const char *work)
{
    char room[WORKDIR_SIZE + 8];

    snprintf(room, sizeof room, "%s/room", work);
    rmdir(room);
}

/* A program within a room, shut in just as when a submission is built there. */
static bool
try_command(const char *work, char *why, size_t size)
{
    char room[WORKDIR_SIZE + 8], log[WORKDIR_SIZE + 8];
    struct command c = {.n = 0};
    bool works;

    snprintf(room, sizeof room, "%s/room", work);
    snprintf(log, sizeof log, "%s/log", work);
    if (mkdir(room, 0777) == -1 || chmod(room, 0777) == -1 || chmod(work, 0711) == -1)
        return false;
    sandbox_room(&c, work, room);
    sandbox_tool(&c, work, room);
    command_add(&c, "true");
    works = tool_run(c.argv, "/", log, LOG_MAX, TRY_MS) == 0;
    if (works)
        snprintf(why, size, "works");
    else
        read_reason(log, why, size);
    return works;
}

bool
ladder_try(enum sandbox_level level, char *why, size_t size)
{
    struct sandbox before = sandbox;
    char work[WORKDIR_SIZE];
    bool works;

    snprintf(why, size, "only root can run programs as another user");
    if (level == SANDBOX_UID && geteuid() != 0)
        return false;
    if (!workdir_make(work)) {
        snprintf(why, size, "cannot make a directory to try it in");
        return false;
    }
    sandbox = (struct sandbox){level, ladder_uid(0), level == SANDBOX_BUBBLEWRAP};
    works = try_command(work, why, size);
    if (!works && sandbox.sealed) { /* an older bwrap(1) does not know of that */
        sandbox.sealed = false;
        rmdir_room(work);
        works = try_command(work, why, size);
    }
    ladder_seals = works && sandbox.sealed;
    sandbox = before;
    workdir_remove(work);
    return works;
}

enum sandbox_level
ladder_climb(void)
{
    char why[300];

    for (int level = 0; level < SANDBOX_LIMITS; level++)
        if (ladder_try((enum sandbox_level)level, why, sizeof why))
            return (enum sandbox_level)level;
    return SANDBOX_LIMITS;
}

void
ladder_doctor(void)
{
    char why[300];
    bool found = false;

    printf("What keeps submissions apart from this machine; the first that works is taken:\n\n");
    for (int i = 0; i < SANDBOX_LEVELS; i++) {
        enum sandbox_level level = (enum sandbox_level)i;
        bool works = ladder_try(level, why, sizeof why);
        printf("  %-12s%s\n              %s\n", sandbox_word(level), why, sandbox_means(level));
        if (!works)
            printf("              to mend: %s\n", mends[level]);
        else if (!found)
            printf("              <- taken on this machine\n");
        found = found || works;
    }
}
