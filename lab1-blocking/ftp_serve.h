/* Serves one FTP client, waiting for it in system calls. */
#ifndef FTP_SERVE_H
#define FTP_SERVE_H

#include "ftp_service.h"

/* Returns when the session is over.  The caller owns the socket and closes it. */
void ftp_serve(int control, const struct ftp_service *service);

#endif
