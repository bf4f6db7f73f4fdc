#include "client.h"

#include "folder.h"
#include "kit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void
become(const char *path, const char *const argv[])
{
    int null = open("/dev/null", O_RDONLY);
    int out = open(folder_path("client.out"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int err = open(folder_path("client.err"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    dup2(null, 0);
    dup2(out, 1);
    dup2(err, 2);
    execv(path, (char *const *)argv);
    _exit(127);
}

static int
wait_for(pid_t pid)
{
    int ended = pidfd_open(pid, 0);
    int status;
    bool in_time = ended >= 0 && kit_wait(ended, POLLIN, kit_deadline());

    if (!in_time)
        kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    close(ended);
    if (!in_time)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

struct client
client_run(const char *const argv[])
{
    struct client c;
    char path[PATH_MAX];
    pid_t pid;

    kit_program_path(path, sizeof path, argv[0]);
    pid = fork();
    if (pid < 0)
        kit_fail("fork: %s", strerror(errno));
    if (pid == 0)
        become(path, argv);
    c.status = wait_for(pid);
    c.out = folder_read(folder_path("client.out"), NULL);
    c.err = folder_read(folder_path("client.err"), NULL);
    return c;
}

void
client_forget(struct client *c)
{
    free(c->out);
    free(c->err);
}
