/* The server's side of one FTP session (RFC 959), as a struct that the caller owns: on a stack, in
 * a thread's frame, in a callback's argument.
 *
 *     ftp_session_begin(&s, service, local, peer);
 *     while ((need = ftp_session_next(&s)) != FTP_NEED_CLOSE)
 *         ... give it what it needs ...
 *     ftp_session_end(&s);
 *
 * The session never waits and never touches the control connection's descriptor; it owns the
 * descriptors of the data connection and of the files.  An error is sticky and ends in
 * FTP_NEED_CLOSE. */
#ifndef FTP_SESSION_H
#define FTP_SESSION_H

#include "ftp_data.h"
#include "ftp_need.h"
#include "ftp_service.h"
#include "ftp_wire.h"
#include "store.h"
#include "transfer.h"

/* How long FTP_NEED_PAUSE lasts, in seconds: guessing passwords is to be slow. */
#define FTP_PAUSE 1.0

/* How long the other end has for making the data connection, in seconds. */
#define FTP_DATA_PATIENCE 10.0

/* What the session waits for. */
enum ftp_state {
    FTP_WANTS_COMMAND,
    FTP_WANTS_PAUSE,      /* before a wrong password is refused      */
    FTP_WANTS_LISTENER,   /* to answer PASV or EPSV                  */
    FTP_WANTS_CONNECTION, /* 150 is said, the data connection is due */
    FTP_WANTS_MOVE,       /* bytes go over the data connection       */
    FTP_WANTS_ROOM,       /* STAT's listing goes out piece by piece  */
    FTP_WANTS_CLOSE,      /* nothing more                            */
};

struct ftp_session {
    /* who talks to whom; fixed */
    const struct ftp_service *service; /* borrowed, outlives the session */
    union net_address local;
    union net_address peer;

    /* the conversation */
    struct ftp_wire wire;
    enum ftp_state state;

    /* the user */
    char *user; /* named by USER, or NULL */
    bool logged_in;
    int failures; /* wrong passwords so far */

    /* where commands act */
    char *directory; /* clean; NULL stands for "/" */
    char *rename_from;
    bool renaming;   /* this command is RNFR */
    bool may_rename; /* the one before was   */

    /* transfer parameters */
    bool ascii;     /* TYPE A, the default of the RFC */
    off_t restart;  /* REST, for the next RETR or STOR */
    bool epsv_only; /* EPSV ALL was said */
    bool extended;  /* the port asked for is announced by 229, not 227 */
    unsigned facts; /* OPTS MLST */

    /* the transfer under way */
    struct ftp_data data;
    struct transfer transfer;
    struct store_upload *upload; /* STOR: becomes the file at the end; else NULL */
    bool cuts_off;               /* REST and STOR: what stands behind goes */
    struct listing *status;      /* STAT: while state is FTP_WANTS_ROOM */
};

/* Begins a session between the two ends of a control connection, with the greeting to be sent. */
void ftp_session_begin(struct ftp_session *s, const struct ftp_service *service,
                       const union net_address *local, const union net_address *peer);

/* What it needs next.  Call again after each answer; asking twice changes nothing. */
enum ftp_need ftp_session_next(struct ftp_session *s);

/* The answers.  FTP_NEED_FLUSH and _INPUT are answered with ftp_wire_flush() and ftp_wire_receive()
 * on s->wire.  Bytes may be taken in at any time, and should be during a transfer: ABOR comes so.
 */

/* FTP_NEED_PAUSE: the time has passed. */
void ftp_session_paused(struct ftp_session *s);

/* FTP_NEED_LISTENER: here it is, owned by the session from now on; -1: there is none. */
void ftp_session_listening(struct ftp_session *s, int listener);

/* FTP_NEED_DATA: s->data.socket is connected now, or (false) will not be. */
void ftp_session_connected(struct ftp_session *s, bool connected);

/* FTP_NEED_SEND and _RECEIVE: moves at most `budget` bytes.  STEP_WAIT: the data connection is not
 * ready.  STEP_MORE: call again.  Otherwise the transfer is over, well or not: ask for the next
 * need. */
enum step ftp_session_move(struct ftp_session *s, size_t budget);

/* The peer was silent for too long while the session waited for it: what that means depends on what
 * it waited for. */
void ftp_session_timed_out(struct ftp_session *s);

/* Seconds the lab waits for the peer in the state the session is in. */
double ftp_session_patience(const struct ftp_session *s);

/* Closes and frees all the session owns; what was half uploaded is dropped. */
void ftp_session_end(struct ftp_session *s);

/* What a client hears that is not served at all. */
#define FTP_TOO_MANY "421 Too many clients, try again later.\r\n"

#endif
