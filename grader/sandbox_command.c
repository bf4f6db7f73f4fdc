/* sandbox_command.c: the commands by which bwrap(1) or unshare(1) shuts a submission into its room,
 * and each program in there once more. */
#include "gate.h"
#include "sandbox.h"

#define ROOM_SIZE "536870912" /* bytes of all files in a room; they are held in memory  */
#define TMP_SIZE  "16777216"  /* bytes in a program's /tmp and in its shared memory     */

#define WORD(number)  #number
#define WORDS(number) WORD(number)
#define NPROC         "--nproc=" WORDS(SANDBOX_TASKS) ":" WORDS(SANDBOX_TASKS)

void
command_add(struct command *c, const char *word)
{
    if (c->n < sizeof c->argv / sizeof c->argv[0] - 1)
        c->argv[c->n++] = word;
    c->argv[c->n] = NULL;
}

void
command_add_all(struct command *c, const char *const *words)
{
    for (; *words != NULL; words++)
        command_add(c, *words);
}

/* The system as a program sees it: what a C program needs to be built and run, read-only. */
static void
add_system(struct command *c)
{
    static const char *const parts[] = {
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/nix/store",
        "/etc/alternatives",
        "/etc/ld.so.cache",
        "/etc/passwd",
        "/etc/group",
        "/etc/nsswitch.conf",
        "/etc/hosts",
        "/etc/localtime",
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        command_add(c, "--ro-bind-try");
        command_add(c, parts[i]);
        command_add(c, parts[i]);
    }
}

static void
room_of_bubblewrap(struct command *c, const char *work, const char *room)
{
    /* The grader itself needs to see the system; its own directory may lie below /tmp. */
    const char *const words[] = {
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--tmpfs",
        "/tmp",
        "--ro-bind",
        work,
        work,
        "--size",
        ROOM_SIZE,
        "--tmpfs",
        room,
        "--chdir",
        "/",
        "--",
        NULL,
    };

    command_add_all(c, words);
}

static void
room_of_unshare(struct command *c)
{
    static const char *const words[] = {
        "unshare", "--user",       "--map-root-user", "--net",        "--ipc", "--pid",
        "--fork",  "--kill-child", "--mount",         "--mount-proc", "--",    NULL,
    };

    command_add_all(c, words);
}

void
sandbox_room(struct command *c, const char *work, const char *room)
{
    if (sandbox.level == SANDBOX_BUBBLEWRAP)
        room_of_bubblewrap(c, work, room);
    else if (sandbox.level == SANDBOX_UNSHARE)
        room_of_unshare(c);
}

/* Tasks are counted for each user of each namespace, so the limit is set inside. */
static void
limit_tasks(struct command *c)
{
    command_add(c, "prlimit");
    command_add(c, NPROC);
    command_add(c, "--");
}

static void
program_of_bubblewrap(struct command *c, const char *kit, const char *work, bool alone)
{
    static const char *const begin[] = {
        "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", NULL,
    };
    static const char *const gate[] = {
        "--info-fd", WORDS(GATE_SAYS), "--block-fd", WORDS(GATE_WAITS), NULL,
    };
    /* Memory that is a file counts against no program: /tmp and shared memory have a size, and
     * nothing else can be written but its own directory. */
    const char *const rest[] = {
        "--proc",  "/proc",    "--dev",        "/dev", "--size",  TMP_SIZE,
        "--tmpfs", "/dev/shm", "--remount-ro", "/dev", "--size",  TMP_SIZE,
        "--tmpfs", "/tmp",     "--ro-bind",    kit,    kit,       "--bind",
        work,      work,       "--remount-ro", "/",    "--chdir", work,
        "--",      NULL,
    };

    command_add_all(c, begin);
    if (sandbox.sealed)
        command_add(c, "--disable-userns");
    if (alone)
        command_add_all(c, (const char *const[]){"--unshare-net", "--die-with-parent", NULL});
    else
        command_add_all(c, gate);
    add_system(c);
    command_add_all(c, rest);
    if (alone)
        limit_tasks(c);
}

static void
program_of_unshare(struct command *c, bool alone)
{
    static const char *const begin[] = {
        "unshare", "--user",       "--map-user=65534", "--map-group=65534", "--ipc", "--pid",
        "--fork",  "--kill-child", "--mount",          "--mount-proc",      NULL,
    };
    /* A shell is the first process there: whoever is that ignores signals without a handler. */
    static const char *const rest[] = {
        "--", "setpriv", "--no-new-privs", "sh", "-c", "\"$@\"; exit $?", "sh", NULL,
    };

    command_add_all(c, begin);
    if (alone)
        command_add(c, "--net");
    command_add_all(c, rest);
    limit_tasks(c);
}

static void
shut_in(struct command *c, const char *kit, const char *work, bool alone)
{
    if (sandbox.level == SANDBOX_BUBBLEWRAP)
        program_of_bubblewrap(c, kit, work, alone);
    else if (sandbox.level == SANDBOX_UNSHARE)
        program_of_unshare(c, alone);
}

void
sandbox_program(struct command *c, const char *kit, const char *work)
{
    shut_in(c, kit, work, false);
}

void
sandbox_tool(struct command *c, const char *kit, const char *work)
{
    shut_in(c, kit, work, true);
}
