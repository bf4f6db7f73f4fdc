/* client_run.h: a run of ftp_client or curl, whose command line is put together word by word. */
#ifndef GRADER_CLIENT_RUN_H
#define GRADER_CLIENT_RUN_H

#include <limits.h>

#include "content.h"
#include "program.h"

struct client_run {
    struct program program;
    const char *args[4 * CONTENT_SIZES];
    char texts[2 * CONTENT_SIZES + 4][PATH_MAX + 128]; /* the words that had to be put together */
    size_t count, used;                                /* of args, of texts */
};

/* Adds text itself, which must live as long as the run. */
void client_word(struct client_run *c, const char *text);

/* Adds the address of a file at the server on that port of 127.0.0.1; "" is its directory. */
void client_url(struct client_run *c, unsigned port, const char *name);

/* Adds the path of a file. */
void client_local(struct client_run *c, const char *directory, const char *name);

/* Makes a directory in the check's own; path gets its path. */
void client_directory(char path[PATH_MAX], const char *name);

#endif
