/* confine.h: what a process gives up before it becomes a student's program. */
#ifndef GRADER_CONFINE_H
#define GRADER_CONFINE_H

/* Between fork and exec: a session of its own, in the check's directory, with limits; out and err
 * become its stdout and stderr, the check is told on the line how to hear of forbidden calls
 * (usher.h), and nothing stays open but what the gate needs (gate.h). Ends with the process that
 * forked. */
void confine(int out, int err, int line);

#endif
