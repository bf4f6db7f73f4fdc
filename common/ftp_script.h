/* The script of a dialogue: what is said after what, from the greeting to the goodbye.  Only
 * ftp_dialogue.c uses this; the two files share all changes of a dialogue's state. */
#ifndef FTP_SCRIPT_H
#define FTP_SCRIPT_H

#include "ftp_dialogue.h"

/* A reply is complete: says what comes next. */
void ftp_script_on_reply(struct ftp_dialogue *d);

/* We listen at d->data.listener: tells the server where. */
void ftp_script_announce_port(struct ftp_dialogue *d);

/* The data connection is there, or will be made at the port announced: goes on to the transfer. */
void ftp_script_ask_restart(struct ftp_dialogue *d);

/* Lets the bytes move: both the data connection and the server's consent are there. */
void ftp_script_move(struct ftp_dialogue *d);

/* Both sides say that all bytes have moved: have they?  The job is over. */
void ftp_script_check_size(struct ftp_dialogue *d);

/* The job fails; says goodbye. */
void ftp_script_fail(struct ftp_dialogue *d, const char *why);

#endif
