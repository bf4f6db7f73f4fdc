/* A server of the lab under test with a folder of its own, and clients that talk to it.
 *
 *     serve("--writable");
 *     struct talk *c = guest();
 *     char *text = fetch(c, "RETR a.txt", NULL);
 *
 * The server ends with the test: when all clients have hung up, SIGTERM must end it with 0. */
#ifndef SITE_H
#define SITE_H

#include "folder.h"
#include "program.h"
#include "talk.h"

/* ftp_server --port 0 --root <folder>/root with these options, or none: serve(NULL). */
void site_serve(const char *const options[]);
#define serve(...) (AT, site_serve((const char *const[]){__VA_ARGS__, NULL}))

/* hello_server --port 0 with these options. */
void site_serve_hello(const char *const options[]);
#define serve_hello(...) (AT, site_serve_hello((const char *const[]){__VA_ARGS__, NULL}))

/* The server that serve() started last. */
extern struct program site;

/* It ends now, and as it should. */
void site_stop(void);

/* "<folder>/root/<name>": a file as the server's machine sees it. */
const char *site_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Puts such a file there. */
void site_text(const char *name, const char *text);

/* Such a file for --users: "ada" has the password "lovelace", and "locked" has none that fits.
 * To check it costs the least that crypt(3) can do. */
const char *site_users(void);

/* A connection to the server: just that; one that has heard the greeting; one that is logged in. */
struct talk *caller(void);
struct talk *visitor(void);
struct talk *guest(void);

/* The same, who has said TYPE I: bytes come as they are. */
struct talk *binary_guest(void);

/* Data connections, in each of the ways FTP has. */
enum way { PASV, EPSV, PORT, EPRT, WAYS };

struct data {
    enum way way;
    int listener;      /* PORT, EPRT */
    struct talk *talk; /* PASV, EPSV: at once; PORT, EPRT: after data_open() */
};

/* Says the command that prepares one, and for PASV and EPSV connects. */
struct data data_begin(struct talk *c, enum way way);

/* The connection itself, once the server has had reason to make it. */
struct talk *data_open(struct data *d);

/* The port in a 227 or 229 reply. */
unsigned data_port(const char *reply);

/* The text of PORT and EPRT for a port of 127.0.0.1. */
const char *port_text(unsigned port);
const char *eprt_text(unsigned port);

/* A whole transfer from the server: prepares (EPSV), says the command, hears 150, the data, 226.
 * The caller frees what comes, NUL-terminated; *n may be NULL. */
char *site_fetch(struct talk *c, enum way way, const char *command, size_t *n);
#define fetch(c, command, n)         (AT, site_fetch(c, EPSV, command, n))
#define fetch_by(c, way, command, n) (AT, site_fetch(c, way, command, n))

/* A whole transfer to it. */
void site_send(struct talk *c, enum way way, const char *command, const void *bytes, size_t n);
#define upload(c, command, bytes, n)         (AT, site_send(c, EPSV, command, bytes, n))
#define upload_by(c, way, command, bytes, n) (AT, site_send(c, way, command, bytes, n))

/* Says a transfer command after EPSV and hears it refused with this, before any data. */
void site_refused(struct talk *c, const char *command, const char *pattern);
#define refused(c, command, pattern) (AT, site_refused(c, command, pattern))

/* The session is as good as ever: a NOOP is answered 200. */
void site_well(struct talk *c);
#define well(c) (AT, site_well(c))

/* The server serves somebody else, from greeting to QUIT. */
void site_serves(void);
#define serves_others() (AT, site_serves())

#endif
