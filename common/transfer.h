/* Moving bytes between a socket and a file, a listing or a text, one step at a time.  A step does
 * as much as it can within a budget and never waits on its own account: who calls it again, and
 * when, is what the three labs differ in.
 *
 * A zeroed struct transfer is one of nothing.  Begin it with one of the transfer_*_() functions,
 * call transfer_step() until it is done or has failed, end it with transfer_end(). */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "buffer.h"
#include "listing.h"
#include "step.h"

#include <stdbool.h>
#include <sys/types.h>

enum transfer_kind {
    TRANSFER_NOTHING,
    TRANSFER_SEND_FILE,    /* file -> socket, as it is                        */
    TRANSFER_SEND_LINES,   /* file -> socket, LF becomes CRLF (TYPE A)        */
    TRANSFER_SEND_LISTING, /* listing -> socket                               */
    TRANSFER_SEND_TEXT,    /* a few bytes -> socket                           */
    TRANSFER_RECEIVE,      /* socket -> file, as it is                        */
    TRANSFER_RECEIVE_LINES /* socket -> file, CRLF becomes LF (TYPE A)        */
};

/* Whose fault a failure is. */
enum transfer_fault { TRANSFER_NO_FAULT, TRANSFER_SOCKET, TRANSFER_LOCAL };

struct transfer {
    enum transfer_kind kind;
    enum transfer_fault fault; /* after STEP_FAILED */
    int error;                 /* the errno of it   */
    bool copies;               /* sendfile(2) does not work here: read and write instead */
    bool at_end;               /* the source has nothing more to produce */
    bool after_cr;             /* RECEIVE_LINES: the last byte was a CR, not written yet */
    bool for_terminal;         /* RECEIVE_LINES: what could harm one becomes a ? */
    char last;                 /* the byte before, then */
    int file;                  /* owned, or -1 */
    off_t left;                /* SEND_FILE: bytes still to go */
    off_t moved;               /* bytes that went over the socket so far */
    struct buffer pending;     /* produced and not sent yet */
    struct listing *listing;   /* owned, or NULL */
};

/* From where the file stands; `left` is what it has from there.  The transfer owns the descriptor
 * from here on, whatever comes. */
void transfer_send_file(struct transfer *t, int file, off_t left, bool lines);

/* The transfer owns the listing from here on. */
void transfer_send_listing(struct transfer *t, struct listing *listing);

/* The text is copied; false when there is no memory. */
bool transfer_send_text(struct transfer *t, const char *text, size_t length);

/* To the peer's end of stream, into the file where it stands.  The transfer owns the descriptor. */
void transfer_receive(struct transfer *t, int file, bool lines);

/* Moves at most `budget` bytes, more or less.  STEP_DONE: all sent, or the peer's end of stream
 * came, all is written and the file is closed.  STEP_FAILED: t->fault and t->error say why. */
enum step transfer_step(struct transfer *t, int socket, size_t budget);

/* Closes and frees what the transfer owns; it is one of nothing again. */
void transfer_end(struct transfer *t);

#endif
