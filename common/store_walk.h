/* The walk behind the one door: from the served directory to the place a name means.  Only the
 * store uses it. */
#ifndef STORE_WALK_H
#define STORE_WALK_H

#include "store.h"

/* Where a name leads: an entry, which need not exist, in an open directory. */
struct store_place {
    int root;                /* borrowed, as it was given to store_walk() */
    int directory;           /* that one, or one of its own */
    char name[NAME_MAX + 1]; /* "." for the served directory itself */

    /* with STORE_FOLLOW: */
    bool is_there;
    struct stat st; /* of what is there; never a link */
};

enum store_last {
    STORE_FOLLOW, /* a link at the end of the name is followed */
    STORE_ITSELF, /* it is taken as it stands; the root itself is refused with EBUSY */
};

/* Walks to `path`.  On success the caller ends the place with store_leave().  -1 with errno: EXDEV
 * for a link that leads out, ELOOP for too many of them, else what openat(2) says. */
int store_walk(struct store_place *place, int root, const char *path, enum store_last last);

/* Closes the place's directory and leaves errno alone. */
void store_leave(struct store_place *place);

#endif
