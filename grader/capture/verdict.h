/* What is said of a capture: a line for each thing looked at, and how many of them are wrong. */
#ifndef VERDICT_H
#define VERDICT_H

#include "connections.h"

#include <stdbool.h>

/* Prints "ok    NAME  text" or "WRONG NAME  text", and counts. */
__attribute__((format(printf, 3, 4))) void verdict(bool good, const char *name, const char *text,
                                                   ...);

/* The exit status of all verdicts: 0 or 1. */
int verdict_status(void);

/* What kept the file from being judged; the sentence tells what to do about it. */
void verdict_of_reading(enum packets_outcome outcome, const struct packets *p, const char *file);

/* The capture itself: `wanted` clients at least. */
void verdict_of_capture(const struct connections *c, const struct packets *p, unsigned wanted);

#endif
