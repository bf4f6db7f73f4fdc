/* The client's side of one FTP session (RFC 959), as a struct that the caller owns: it logs in,
 * does one job and says goodbye.  The mirror of ftp_session.h, with the same needs and the same
 * answers:
 *
 *     ftp_dialogue_begin(&d, job, timeout, local, peer);
 *     while ((need = ftp_dialogue_next(&d)) != FTP_NEED_CLOSE)
 *         ... give it what it needs ...
 *     ftp_dialogue_end(&d);
 *
 * It never waits and never touches the control connection's descriptor; it owns the descriptors of
 * the data connection.  What goes wrong is noted in the job and ends in FTP_NEED_CLOSE. */
#ifndef FTP_DIALOGUE_H
#define FTP_DIALOGUE_H

#include "ftp_data.h"
#include "ftp_job.h"
#include "ftp_need.h"
#include "ftp_reply.h"
#include "ftp_wire.h"
#include "transfer.h"

/* What the dialogue waits for. */
enum ftp_dialogue_state {
    /* a reply to ... */
    FTP_AWAITS_GREETING, /* our coming */
    FTP_AWAITS_USER,
    FTP_AWAITS_PASS,
    FTP_AWAITS_CWD,
    FTP_AWAITS_TYPE,
    FTP_AWAITS_SIZE,
    FTP_AWAITS_EPSV,
    FTP_AWAITS_PASV,
    FTP_AWAITS_EPRT,
    FTP_AWAITS_PORT,
    FTP_AWAITS_REST,
    FTP_AWAITS_START, /* RETR, STOR, ... : 150 */
    FTP_AWAITS_END,   /* the same:         226 */
    FTP_AWAITS_QUIT,
    /* something else */
    FTP_AWAITS_LISTENER,
    FTP_AWAITS_CONNECTION,
    FTP_AWAITS_MOVE,
    FTP_AWAITS_NOTHING,
};

struct ftp_dialogue {
    /* fixed */
    struct ftp_job *job; /* borrowed, outlives the dialogue */
    double timeout;
    union net_address local;
    union net_address peer;

    /* the conversation */
    struct ftp_wire wire;
    enum ftp_dialogue_state state;
    struct ftp_reply reply; /* the one being read */

    /* the transfer */
    struct ftp_data data;
    struct transfer transfer;
    bool started; /* 150 came */
};

/* Begins one between the two ends of a control connection.  `timeout`: seconds of silence that it
 * bears with.  The job was begun. */
void ftp_dialogue_begin(struct ftp_dialogue *d, struct ftp_job *job, double timeout,
                        const union net_address *local, const union net_address *peer);

/* What it needs next.  Call again after each answer; asking twice changes nothing. */
enum ftp_need ftp_dialogue_next(struct ftp_dialogue *d);

/* The answers; see ftp_session.h. */
void ftp_dialogue_listening(struct ftp_dialogue *d, int listener);
void ftp_dialogue_connected(struct ftp_dialogue *d, bool connected);
enum step ftp_dialogue_move(struct ftp_dialogue *d, size_t budget);
void ftp_dialogue_timed_out(struct ftp_dialogue *d);
double ftp_dialogue_patience(const struct ftp_dialogue *d);

/* Closes and frees all the dialogue owns, and finishes the job. */
void ftp_dialogue_end(struct ftp_dialogue *d);

#endif
