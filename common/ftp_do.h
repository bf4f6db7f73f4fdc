/* The commands of FTP, as the session calls them.  Only the session and the ftp_do_*.c files use
 * this: each of those has the commands of one part of the RFC, and one table lists them all. */
#ifndef FTP_DO_H
#define FTP_DO_H

#include "ftp_command.h"
#include "ftp_reply.h"
#include "ftp_session.h"

typedef void ftp_do(struct ftp_session *s, const char *argument);

enum ftp_rule {
    FTP_ANYTIME = 1,  /* also before login                      */
    FTP_ARGUMENT = 2, /* 501 without an argument                */
    FTP_WRITES = 4,   /* 550 unless the server is writable      */
    FTP_ABSENT = 8,   /* 502: the RFCs know it, this server not */
};

struct ftp_verb {
    char name[FTP_VERB];
    ftp_do *handle;
    unsigned rules;
    const char *syntax; /* for HELP */
};

/* The table's row for a verb, or NULL. */
const struct ftp_verb *ftp_verb_find(const char *name);

/* ftp_do_access.c: RFC 959 section 4.1.1, and the working directory */
ftp_do ftp_do_user, ftp_do_pass, ftp_do_acct, ftp_do_rein, ftp_do_quit;
ftp_do ftp_do_cwd, ftp_do_cdup, ftp_do_pwd;

/* ftp_do_parameters.c: RFC 959 section 4.1.2, RFC 2428 */
ftp_do ftp_do_type, ftp_do_mode, ftp_do_stru, ftp_do_allo, ftp_do_opts, ftp_do_rest;
ftp_do ftp_do_port, ftp_do_eprt, ftp_do_pasv, ftp_do_epsv;

/* ftp_do_transfer.c: what uses the data connection */
ftp_do ftp_do_retr, ftp_do_stor, ftp_do_appe, ftp_do_stou, ftp_do_abor;
ftp_do ftp_do_list, ftp_do_nlst, ftp_do_mlsd;

/* ftp_do_files.c: files and directories */
ftp_do ftp_do_mkd, ftp_do_rmd, ftp_do_dele, ftp_do_rnfr, ftp_do_rnto;
ftp_do ftp_do_size, ftp_do_mdtm, ftp_do_mfmt, ftp_do_mlst;

/* ftp_do_info.c: the table, and what tells about the server */
ftp_do ftp_do_help, ftp_do_feat, ftp_do_stat, ftp_do_syst, ftp_do_noop;
ftp_do ftp_do_site, ftp_do_lang, ftp_do_clnt;

/* Helpers they share. */

/* The clean path an argument means, into path[STORE_PATH].  False after the reply that says why
 * not. */
bool ftp_path(struct ftp_session *s, const char *argument, char *path);

/* The reply for a failed call on `name`, by errno: 452 for a full disk, 451 for trouble of ours,
 * 550 for the rest. */
void ftp_refuse(struct ftp_session *s, const char *name);

/* "257 "/a""b" made" - RFC 959 appendix II: quotes inside are doubled. */
void ftp_reply_path(struct ftp_session *s, const char *path, const char *what);

/* State changes; they stand in ftp_session.c and ftp_session_data.c, which have all of them. */

/* s->transfer is begun: says 150 with `text` and asks for the data connection.  425 when no port
 * was agreed on. */
void ftp_session_start_transfer(struct ftp_session *s, const char *text);

/* The transfer is over, for better or worse, as this reply says: nothing of it stays open. */
void ftp_session_end_transfer(struct ftp_session *s, int code, const char *text);

/* The transfer has not begun, or the session is over: frees what is there of it. */
void ftp_session_drop_transfer(struct ftp_session *s);

/* Gives up whatever data port there is and asks for a new one to listen at. */
void ftp_session_ask_listener(struct ftp_session *s, bool extended);

/* Sends what s->status lists, between the first line of a reply and its last. */
void ftp_session_send_status(struct ftp_session *s);

/* Lets FTP_PAUSE pass before the password is refused. */
void ftp_session_pause(struct ftp_session *s);

/* Forgets user, directory and parameters. */
void ftp_session_log_out(struct ftp_session *s);

/* Hangs up once what was said is sent. */
void ftp_session_hang_up(struct ftp_session *s);

/* A line on stderr if the server is verbose. */
void ftp_session_log(const struct ftp_session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
