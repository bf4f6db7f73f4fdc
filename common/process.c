/* What every program with sockets does first. */
#include "process.h"

#include <signal.h>
#include <sys/resource.h>

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
