/* The script of a dialogue: what is said after what, from the greeting to the goodbye.  Only the
 * three files use this that share all changes of a dialogue's state: ftp_dialogue.c, ftp_script.c,
 * ftp_script_data.c. */
#ifndef FTP_SCRIPT_H
#define FTP_SCRIPT_H

#include "ftp_dialogue.h"

/* ftp_script.c */

/* A reply is complete: says what comes next. */
void ftp_script_on_reply(struct ftp_dialogue *d);

/* The data connection is there, or will be made at the port announced: goes on to the transfer. */
void ftp_script_ask_restart(struct ftp_dialogue *d);

/* Says something, which makes us wait for the reply to it. */
void ftp_script_say(struct ftp_dialogue *d, const char *verb, const char *argument,
                    enum ftp_dialogue_state state);

/* The job is over, well or not. */
void ftp_script_say_goodbye(struct ftp_dialogue *d);

/* The job fails; says goodbye. */
void ftp_script_fail(struct ftp_dialogue *d, const char *why);

/* The same, because the server refused something that the job cannot do without. */
void ftp_script_fail_with_reply(struct ftp_dialogue *d);

/* Is a listing what the job is about? */
bool ftp_script_lists(const struct ftp_dialogue *d);

/* ftp_script_data.c */

/* The server listens at this port; 0: it has named none. */
void ftp_script_connect_to(struct ftp_dialogue *d, unsigned port);

/* We listen at d->data.listener: tells the server where, by EPRT, and by PORT when it does not know
 * that. */
void ftp_script_announce_port(struct ftp_dialogue *d);
void ftp_script_say_port(struct ftp_dialogue *d);

/* Lets the bytes move: both the data connection and the server's consent are there. */
void ftp_script_move(struct ftp_dialogue *d);

/* The replies to the command that starts the transfer: the first, and the one at its end. */
void ftp_script_on_start(struct ftp_dialogue *d);
void ftp_script_on_end(struct ftp_dialogue *d);

/* Both sides say that all bytes have moved: have they?  The job is over. */
void ftp_script_check_size(struct ftp_dialogue *d);

#endif
