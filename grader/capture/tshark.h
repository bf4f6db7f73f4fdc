/* tshark, which takes captures apart, run on one file. */
#ifndef TSHARK_H
#define TSHARK_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum { TSHARK_MISSING = -1 };

struct tshark {
    FILE *lines; /* to be read: a line for each packet, its fields with tabs between */
    FILE *complaints;
    pid_t pid;
};

/* Starts it with at most 20 fields.  False when that cannot be done, for lack of memory say. */
bool tshark_start(struct tshark *t, const char *file, const char *const *fields, size_t count);

/* Ends it, whether it has said all or not; `said` gets its first complaint, or "".  Returns its
 * exit status, EXIT_FAILURE when a limit ended it, TSHARK_MISSING when it is not installed. */
int tshark_end(struct tshark *t, char *said, size_t size);

#endif
