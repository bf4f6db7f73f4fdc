/* The command line of ftp_client, the same in every lab. */
#ifndef FTP_CLIENT_OPTIONS_H
#define FTP_CLIENT_OPTIONS_H

#include "ftp_job.h"

struct ftp_client_options {
    struct ftp_jobs jobs; /* owned */
    unsigned parallel;    /* jobs at a time, at most */
    double timeout;       /* seconds of silence from a server */
    bool quiet;           /* no progress */
    int directory;        /* where downloads go; owned */
};

/* Reads them; ends the program as options_read() does, also when a URL is none. */
struct ftp_client_options ftp_client_options(int argc, char **argv);

void ftp_client_options_end(struct ftp_client_options *o);

#endif
