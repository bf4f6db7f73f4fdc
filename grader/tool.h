/* tool.h: runs a program for the grader itself: make, an unpacker, what tries the sandbox. */
#ifndef GRADER_TOOL_H
#define GRADER_TOOL_H

#include <stddef.h>

#define TOOL_LATE -2 /* it did not end in time           */
#define TOOL_DEAD -1 /* it could not start, or a signal  */

/* Runs argv (ends with NULL) in directory as the user of the sandbox, its output in the file log or
 * nowhere; no file it writes gets larger than file_max. Ends everything it started. Its exit
 * status, or TOOL_. */
int tool_run(const char *const *argv, const char *directory, const char *log, size_t file_max,
             long patience_ms);

#endif
