/* The data connection of FTP: one accepts, the other connects. */
#include "ftp_data.h"

#include <errno.h>
#include <unistd.h>

void
ftp_data_begin(struct ftp_data *d)
{
    *d = (struct ftp_data){.listener = -1, .socket = -1};
}

enum step
ftp_data_accept(struct ftp_data *d, int flags)
{
    for (;;) {
        union net_address from;
        socklen_t size = sizeof from;
        int s = accept4(d->listener, &from.any, &size, flags | SOCK_CLOEXEC);

        if (s < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (s < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? STEP_WAIT : STEP_FAILED;
        if (net_same_host(&from, &d->peer)) {
            net_close(&d->listener);
            d->socket = s;
            return STEP_DONE;
        }
        close(s); /* a stranger: RFC 2577 section 3 */
    }
}

void
ftp_data_end(struct ftp_data *d)
{
    net_close(&d->listener);
    net_close(&d->socket);
    d->way = FTP_DATA_NOWHERE;
}
