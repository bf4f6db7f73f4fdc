/* An FTP server for clients to be tested against: it behaves, but for what a test tells it to do
 * otherwise.  It runs inside the test while the client under test runs beside it.
 *
 *     fake_begin(&f);
 *     f.file = "content";
 *     fake_answer(&f, "EPSV", "500 no such thing\r\n");
 *     program_start(&client, ...);
 *     fake_serve(&f, &client);
 *     fake_saw(&f, "PASV");
 */
#ifndef FAKE_H
#define FAKE_H

#include "program.h"
#include "talk.h"

enum { FAKE_RULES = 16, FAKE_CLIENTS = 64, FAKE_LINE = 4096, FAKE_SEEN = 32768 };

/* Instead of a text: say nothing; hang up; reset the connection. */
#define FAKE_SILENCE  ""
#define FAKE_HANGS_UP "\001hang up"
#define FAKE_RESETS   "\001reset"

struct fake_rule {
    const char *start; /* of the command line: "EPSV", "RETR b" */
    const char *reply; /* with its CRLF; "%u,%u" in it become the data port */
};

struct fake_client {
    struct talk *talk; /* NULL: this place is free */
    int listener;      /* of PASV and EPSV; -1 */
    unsigned active;   /* port of PORT and EPRT; 0 */
    long restart;
};

struct fake {
    int listener;
    unsigned port;
    const char *greeting;
    struct fake_rule rules[FAKE_RULES];
    int rule_count;

    /* transfers */
    const char *opening; /* 150, or what else is said when data begins */
    const char *closing; /* 226, or what else is said after it         */
    bool closing_early;  /* say so before the data ends                */
    bool stranger;       /* someone else connects to an active data port first */
    bool dribble;        /* data comes byte by byte                    */
    const char *file;    /* what RETR sends                            */
    size_t length;       /* of it                                      */
    size_t cut;          /* the data connection ends after so much     */
    const char *listing; /* what NLST, LIST and MLSD send              */
    char *stored;        /* what STOR and APPE brought, until the next  */
    size_t stored_length;
    long old_length; /* of the file that SIZE tells before a STOR; -1: there is none */

    struct fake_client clients[FAKE_CLIENTS];
    int most;             /* clients at once, at most */
    char seen[FAKE_SEEN]; /* every command line, each with LF before and after it */
};

void fake_begin(struct fake *f);

/* What it says to commands that begin so, instead of what is right. */
void fake_answer(struct fake *f, const char *start, const char *reply);

/* Serves until the client has ended; its exit status. */
int fake_serve(struct fake *f, struct program *client);

/* Was there a command line that fits this pattern of fnmatch(3)? */
bool fake_saw(const struct fake *f, const char *pattern);

/* "ftp://127.0.0.1:40123/a/b" in one of a few static buffers. */
const char *fake_url(const struct fake *f, const char *path);

/* What the parts of it share. */
void fake_transfer(struct fake *f, struct fake_client *c, const char *verb);
void fake_data_port(struct fake *f, struct fake_client *c, const char *verb, const char *line,
                    const char *reply);
void fake_leave(struct fake_client *c);

#endif
