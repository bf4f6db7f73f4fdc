/* Clients that no server wants: each comes, misbehaves for a moment and is gone. */
#ifndef MISCHIEF_H
#define MISCHIEF_H

#include <stdbool.h>

/* Goes on in a process of its own, at the server of site.h, until the returned descriptor is
 * closed.  The same seed does the same things in the same order.  Where clients are served one
 * after the other nobody stays longer than a moment. */
struct mischief {
    long pid;
    int leash;
};
struct mischief mischief_begin(unsigned seed);

/* Ends it; false when it did not end well.  Returns in *done how many clients there were. */
bool mischief_end(struct mischief *m, unsigned *done);

#endif
