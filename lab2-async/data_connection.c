/* The data connection of FTP on sockets that do not block. */
#include "data_connection.h"

#include <errno.h>
#include <sys/socket.h>

/* A connect(2) that cannot be done at once goes on by itself; asking again tells how it went. */
static enum step
try_connect(struct ftp_data *d)
{
    if (d->socket < 0)
        d->socket = net_socket(d->peer.any.sa_family, SOCK_NONBLOCK);
    if (d->socket < 0)
        return STEP_FAILED;
    if (connect(d->socket, &d->peer.any, net_address_size(&d->peer)) == 0 || errno == EISCONN)
        return STEP_DONE;
    return errno == EINPROGRESS || errno == EALREADY || errno == EINTR ? STEP_WAIT : STEP_FAILED;
}

enum step
data_connection_try(struct ftp_data *d)
{
    return d->way == FTP_DATA_ACCEPT ? ftp_data_accept(d, SOCK_NONBLOCK) : try_connect(d);
}

short
data_connection_event(const struct ftp_data *d, int *descriptor)
{
    *descriptor = d->way == FTP_DATA_ACCEPT ? d->listener : d->socket;
    return d->way == FTP_DATA_ACCEPT ? EV_READ : EV_WRITE;
}
