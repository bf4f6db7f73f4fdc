/* inside.h: the inner grader: builds and grades one submission, in the room made for it. */
#ifndef GRADER_INSIDE_H
#define GRADER_INSIDE_H

/* run_all --inside FD: what to do stands on the sheet behind the descriptor, and so does,
 * afterwards, what was found. The exit status to give: 0 graded, 3 the machine failed. */
int inside_main(const char *fd);

#endif
