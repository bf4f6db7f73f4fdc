/* gate.c: limits the tasks of a program while bwrap(1) holds it. */
#include "gate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "sandbox.h"

int
gate_hold(int line)
{
    if (sandbox.level != SANDBOX_BUBBLEWRAP)
        return GATE_SAYS;
    dup2(line, GATE_SAYS);
    dup2(line, GATE_WAITS);
    fcntl(GATE_SAYS, F_SETFD, 0); /* the line may have been one of these already */
    fcntl(GATE_WAITS, F_SETFD, 0);
    return GATE_WAITS + 1;
}

/* {"child-pid": 17}, perhaps with more; 0: the line has ended. */
static pid_t
hear_pid(int line)
{
    static const char key[] = "\"child-pid\":";
    int64_t until = clock_ms() + PATIENCE_MS;
    char text[300], *at;
    size_t n = 0;
    ssize_t k;

    do {
        if (n == sizeof text - 1 || !wait_fd(line, POLLIN, until) ||
            (k = read(line, text + n, sizeof text - 1 - n)) <= 0)
            return 0;
        n += (size_t)k;
        text[n] = '\0';
    } while (strchr(text, '}') == NULL);
    at = strstr(text, key);
    return at == NULL ? 0 : atoi(at + sizeof key - 1);
}

void
gate_pass(int line)
{
    static const struct rlimit most = {SANDBOX_TASKS, SANDBOX_TASKS};
    pid_t pid;

    if (sandbox.level != SANDBOX_BUBBLEWRAP || (pid = hear_pid(line)) == 0)
        return;
    if (prlimit(pid, RLIMIT_NPROC, &most, NULL) == -1 && errno != ESRCH)
        judge_grader("cannot limit the tasks of a program: %s", strerror(errno));
    send(line, "", 1, MSG_NOSIGNAL); /* it may have been ended meanwhile */
}
