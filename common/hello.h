/* The hello protocol: the server greets, both say that they are done, both close.
 * "Each side closes its own writer." */
#ifndef HELLO_H
#define HELLO_H

#include "server.h"
#include "step.h"
#include "transfer.h"

#include <stddef.h>

#define HELLO_TEXT "Hello World!"

/* The port unless --port says otherwise; the makefile writes that of handout/course.conf. */
#if __has_include("course_numbers.h")
#include "course_numbers.h"
#else
#define COURSE_HELLO_PORT 3720
#endif

enum { HELLO_LENGTH = sizeof HELLO_TEXT - 1, HELLO_PORT = COURSE_HELLO_PORT };

/* How long the server waits for the client's end of stream, in seconds. */
#define HELLO_PATIENCE 5.0

/* How long a client may take nothing of what is sent to it, in seconds. */
#define HELLO_STALL 30.0

/* The server. */

struct hello_server_options {
    struct server_options server;
    unsigned think;   /* milliseconds of work before each greeting */
    const char *send; /* a file to send instead of the greeting, or NULL */
};

/* Reads them; ends the program as options_read_all() does, also when the file cannot be read. */
struct hello_server_options hello_server_options(int argc, char **argv);

/* Begins the transfer of the greeting, or of the file, to one client.  False with errno. */
bool hello_greet(struct transfer *t, const struct hello_server_options *o);

/* With --verbose: "127.0.0.1:51234 connected" on stderr. */
void hello_log(const struct hello_server_options *o, int client, const char *event);

/* The client. */

struct hello_client_options {
    const char *host;
    unsigned port;
    unsigned clients;
    long long expect; /* bytes, or -1: all there are */
};

struct hello_client_options hello_client_options(int argc, char **argv);

/* A greeting on its way in. */
struct hello {
    long long expect;
    long long got;
    char text[HELLO_LENGTH]; /* its first bytes */
};

/* How many of `room` bytes are still expected at most: a reader that asks for no more than this
 * takes exactly what it expects. */
size_t hello_wanted(const struct hello *h, size_t room);

/* Takes the next bytes. */
void hello_take(struct hello *h, const char *bytes, size_t n);

/* One step of reading it from a socket.  STEP_DONE: it is complete.  STEP_FAILED: errno; a stream
 * that ends too early is ENODATA. */
enum step hello_receive(struct hello *h, int socket);

/* Has all come that was expected?  `ended`: the stream has ended. */
bool hello_is_whole(const struct hello *h, bool ended);

/* "client 2: Hello World! (0.203 s)" on stdout. */
void hello_print(unsigned client, const struct hello *h, double seconds);

/* "hello_client: client 2: short greeting, 5 of 12 bytes" on stderr; `why` when it is not that but
 * something else, or NULL. */
void hello_complain(unsigned client, const struct hello *h, const char *why);

/* "3 of 3 clients in 0.305 s" on stdout; returns the program's exit status. */
int hello_summary(unsigned good, unsigned all, double seconds);

#endif
