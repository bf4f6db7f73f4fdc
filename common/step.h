/* What one call that moves bytes can come to.  A step never waits by itself: on a blocking socket
 * the system call inside it does, on a non-blocking one the caller does when told STEP_WAIT. */
#ifndef STEP_H
#define STEP_H

enum step {
    STEP_DONE,   /* all there was to move has moved                                      */
    STEP_MORE,   /* some moved and more may go at once: call again when it is your turn   */
    STEP_WAIT,   /* nothing can move now: the socket is not ready, or its time ran out    */
    STEP_FAILED, /* nothing can move any more; errno says why                             */
};

#endif
