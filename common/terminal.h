/* What a peer chose and a terminal shows: a name, a reply, a line of the log.  None of it may move
 * the cursor, ring the bell or make the terminal answer. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stddef.h>

/* Puts a ? in the place of each control character among n bytes: those of ASCII, and those that
 * UTF-8 writes in two bytes (U+0080 to U+009F).  `last` is the byte before them, 0 at the start;
 * gives the last of them, for the next call. */
char terminal_tame(char *bytes, size_t n, char last);

/* The same for a text that ends with NUL. */
void terminal_tame_text(char *text);

#endif
