/* Runs of a client under test: many in one test, so with nothing but what they wrote. */
#ifndef CLIENT_H
#define CLIENT_H

struct client {
    int status; /* exit status, or 256 + signal, or -1 when it did not end in time */
    char *out;  /* what it wrote; freed by client_forget() */
    char *err;
};

/* Runs argv[0] of the lab under test to its end; argv ends with NULL. */
struct client client_run(const char *const argv[]);

void client_forget(struct client *c);

#endif
