/* A whole session with a server that may fail at any moment: every reply is taken as it comes, and
 * what it promises is looked into. */
#ifndef VISIT_H
#define VISIT_H

#include <stdbool.h>

/* Puts the files there that visits ask for. */
void visit_prepare(void);

/* Visits give NULL when all that was said was true: 226 only for bytes that are right, a file
 * stored complete or not at all, an answer to each command unless the connection ends.  With
 * `strict` nothing may be refused either.  Otherwise what was wrong, in a static buffer. */
typedef const char *visit_function(bool strict);

/* Logs in as anonymous, lists, fetches, stores, renames, says goodbye. */
visit_function visit_server;

/* Logs in as ada with the password x, and changes files in the other ways there are. */
visit_function visit_to_change;

#endif
