/* What all sessions of a server share: the directory, who may log in, what is allowed.  Made once
 * at the start, only read afterwards, so threads may share it without a lock. */
#ifndef FTP_SERVICE_H
#define FTP_SERVICE_H

#include <stdbool.h>
#include <stddef.h>

struct ftp_user {
    char *name;
    char *hash; /* as crypt(3) writes it */
};

struct ftp_service {
    int root;       /* the directory served, a descriptor of the store */
    bool writable;  /* may files be changed? */
    bool anonymous; /* may anybody log in as "anonymous" or "ftp"? */
    bool verbose;   /* a line per event on stderr */
    unsigned passive_low;
    unsigned passive_high; /* data ports; 0 to 0: any */
    double idle_timeout;   /* seconds of silence that a session survives */
    struct ftp_user *users;
    size_t user_count;
};

/* Reads lines "name:hash" from a file; empty lines and those that start with # do not count.
 * False after one line on stderr that names the file, the line and what is wrong there. */
bool ftp_service_read_users(struct ftp_service *service, const char *file);

enum ftp_admission {
    FTP_ADMITTED,
    FTP_REFUSED,
    FTP_CANNOT_TELL, /* there is no memory to hash the password */
};

/* May this user come in with this password?  Takes as long for a name nobody has, and for one whose
 * hash is none, as for a wrong password of the first user with a hash: so the time tells no names
 * when all hashes are of one method and cost.  "anonymous" and "ftp" take any password where they
 * are allowed. */
enum ftp_admission ftp_service_admits(const struct ftp_service *service, const char *name,
                                      const char *password);

/* Closes and frees what the service owns. */
void ftp_service_end(struct ftp_service *service);

#endif
