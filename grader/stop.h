/* stop.h: Ctrl-C and its kind end the grader in good order: a report, and nothing left. */
#ifndef GRADER_STOP_H
#define GRADER_STOP_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP do nothing but make stop_fd() readable, for good. */
void stop_watch(void);
int stop_fd(void);
bool stop_asked(void);

/* In a child, before exec: signals do again what they always do. */
void stop_forget(void);

#endif
