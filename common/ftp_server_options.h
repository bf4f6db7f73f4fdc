/* The command line of ftp_server, the same in every lab. */
#ifndef FTP_SERVER_OPTIONS_H
#define FTP_SERVER_OPTIONS_H

#include "ftp_service.h"
#include "server.h"

/* The port unless --port says otherwise; the makefile writes that of handout/course.conf. */
#if __has_include("course_numbers.h")
#include "course_numbers.h"
#else
#define COURSE_FTP_PORT 2121
#endif

enum { FTP_PORT = COURSE_FTP_PORT };

struct ftp_server_options {
    struct server_options server;
    unsigned max_clients;
    unsigned max_per_address; /* 0: as many as max_clients */
    const char *run_as;       /* a user, or NULL: stay who we are */
};

/* Reads them and opens the service they describe; ends the program as options_read_all() does, also
 * when the directory cannot be served or the users not be read.  End the service with
 * ftp_service_end(). */
struct ftp_server_options ftp_server_options(int argc, char **argv, struct ftp_service *service);

#endif
