/* forbid.h: system calls that no lab needs and that lead around the grader's limits. */
#ifndef GRADER_FORBID_H
#define GRADER_FORBID_H

/* Once, before processes are forked that start programs: makes the filters, which these then have.
 */
void forbid_prepare(void);

/* Between fork and exec: from now on, and in whatever is started, a call that makes memory no
 * process owns stands still, and the descriptor returned becomes readable; one that reaches into
 * other programs or deep into the kernel is refused. -1: the kernel cannot tell (an older one, or
 * somebody else listens already); then such a call ends its process (SIGSYS). Where the kernel
 * cannot do that either, nothing changes: then the limits must do. */
int forbid_calls(void);

#endif
