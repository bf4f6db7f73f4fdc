/* ftp_fake.h: an FTP server of the grader's own, which does to a client what a plan says. */
#ifndef GRADER_FTP_FAKE_H
#define GRADER_FTP_FAKE_H

#include "content.h"
#include "play.h"

struct ftp_fake {
    const struct content *file; /* what SIZE and RETR are about     */
    const char *listing;        /* what LIST and NLST send, or NULL */
    bool byte_by_byte;          /* replies, each byte for itself, and two of several lines */
    size_t sends;               /* bytes of the file that are sent; then ... */
    bool breaks;                /* ... everything breaks, or ...             */
    bool stands_still;          /* ... nothing more comes; else: end, and 226 */
    bool full;                  /* takes what STOR sends, and has no room for it */
    bool hangs_up;              /* ends the control connection instead of answering RETR */

    /* What happened, and where things are. */
    unsigned port;
    int listener, control, data_listener;
    size_t rest;    /* what REST asked for                            */
    int fetches;    /* RETR commands                                  */
    bool refetched; /* one that began behind byte 0                   */
};

/* Listens; f's plan stays, the rest is set. */
void ftp_fake_begin(struct ftp_fake *f);

/* Converses with the program, whatever it asks, until it has ended. The check fails when the
 * program takes longer than that (TIMEOUT). */
void ftp_fake_run(struct ftp_fake *f, struct program *p, const char *expected);

#endif
