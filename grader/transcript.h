/* transcript.h: what the running check said and heard, line by line, in its record.
 *
 *      0.0 ms     hello_server --port 0
 *      1.9 ms  1  connected to port 40123
 *      2.0 ms  1  < Hello World!
 *      2.0 ms  1  end of stream
 *
 * The number is the connection's, in the order in which they were made. What was sent ('>') and
 * what came ('<') is escaped; pieces of one line are joined, long runs of bytes are counted. When
 * there is too much, lines in the middle are left out. */
#ifndef GRADER_TRANSCRIPT_H
#define GRADER_TRANSCRIPT_H

#include <stddef.h>

/* A connection begins: fd gets the next number. */
void transcript_connect(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* direction: '>' sent by the grader, '<' come from the program. */
void transcript_bytes(int fd, char direction, const void *bytes, size_t n);

/* Something else that happened on this connection, or with fd -1 to none of them. */
void transcript_note(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
