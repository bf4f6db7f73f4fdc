/* room.h: the room in which one submission is graded, seen from outside. */
#ifndef GRADER_ROOM_H
#define GRADER_ROOM_H

#include "cmdline.h"
#include "sheet.h"
#include "workdir.h"

struct room {
    struct sheet *sheet;
    pid_t pid; /* of the process that lays out the submission, then becomes the inner grader */
    int pidfd; /* readable once that has ended                                               */
    int news;  /* readable when something on the sheet has changed                           */
    char work[WORKDIR_SIZE];
};

/* Starts grading: submission NULL is this tree, kit is what others are laid over. slot tells
 * submissions apart that are graded at the same time. false: nothing runs, and error says why. */
bool room_open(struct room *room, const struct options *o, const char *submission, const char *kit,
               unsigned slot, char *error, size_t size);

/* Ends everything in the room and removes what it leaves; the sheet stays. Writes to the sheet's
 * trouble when the room did not end by itself in good order. */
void room_close(struct room *room, bool asked_to_stop);

#endif
