/* A command of FTP, as the server reads it from a line and the client writes it (RFC 959
 * section 5.3). */
#ifndef FTP_COMMAND_H
#define FTP_COMMAND_H

#include "ftp_wire.h"

enum { FTP_VERB = 5 }; /* the longest verb has four letters */

struct ftp_command {
    char verb[FTP_VERB];  /* upper case; empty when the line does not start with one */
    const char *argument; /* inside the line: all after the first space, "" for none */
};

/* Takes a line, without its end, apart.  The argument lives as long as the line does. */
struct ftp_command ftp_command_parse(const char *line);

/* May these bytes stand in an argument?  Control characters may not: they end lines, forge
 * commands and reach no file name. */
bool ftp_command_is_clean(const char *argument);

/* Puts "VERB argument" (argument may be NULL) into what the wire will send, Telnet's IAC doubled.
 * Without memory the wire is lost. */
void ftp_command_send(struct ftp_wire *w, const char *verb, const char *argument);

#endif
