/* What every program with sockets does first. */
#include "process.h"

#include <err.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

void
process_prepare(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    signal(SIGPIPE, SIG_IGN); /* the peer is gone; sendfile(2) has no MSG_NOSIGNAL */
    signal(SIGXFSZ, SIG_IGN); /* the file may not grow any more */
}

void
process_leave_no_core(bool secrets)
{
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    if (secrets)
        prctl(PR_SET_DUMPABLE, 0);
#else
    (void)secrets;
#endif
}

void
process_give_up_root(const char *name)
{
    const struct passwd *user;

    if (name == NULL) {
        if (geteuid() == 0)
            warnx("warning: this runs as root; --run-as NAME gives that up");
        return;
    }
    user = getpwnam(name);
    if (user == NULL)
        errx(1, "--run-as %s: there is no such user", name);
    if (initgroups(name, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 ||
        setuid(user->pw_uid) != 0)
        err(1, "--run-as %s", name);
    if (user->pw_uid != 0 && setuid(0) == 0)
        errx(1, "--run-as %s: root could be taken back", name);
}
