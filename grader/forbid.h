/* forbid.h: system calls that no lab needs and that lead around the grader's limits. */
#ifndef GRADER_FORBID_H
#define GRADER_FORBID_H

/* Between fork and exec: from now on, and in whatever is started, a call that makes memory no
 * process owns ends the program (SIGSYS), and one that reaches into other programs or deep into the
 * kernel is refused. Where the kernel cannot do that, nothing changes: then the limits must do. */
void forbid_calls(void);

#endif
