/* gate.h: where bwrap(1) holds a program until its number of tasks is limited. Tasks are counted
 * for each user of each namespace, so that can be done no earlier; and a program of its own that
 * did it, such as prlimit(1), would cost each start as much as the program itself. */
#ifndef GRADER_GATE_H
#define GRADER_GATE_H

/* The descriptors of bwrap(1) on which it says whom it has started, and waits. */
#define GATE_SAYS  3
#define GATE_WAITS 4

/* Between fork and exec: makes the line these descriptors, where there is a gate. Returns the first
 * one that nobody needs any more. */
int gate_hold(int line);

/* In the check: sets the limit and lets the program begin; line is the other end. Does nothing on
 * the rungs that have no gate, nor for a program that has ended before. */
void gate_pass(int line);

#endif
