/* What every test program of the kit shares: which lab is under test, how the bytes are cut up, a
 * folder for each test, deadlines, and one way to fail that shows what was said.
 *
 * A test program calls kit_run() once.  Check forks every test, so the state here is each test's
 * own. */
#ifndef KIT_H
#define KIT_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

/* Nothing that a test waits for may take longer; generous, for a machine that is busy. */
#define KIT_PATIENCE 20.0

/* The lab under test ("lab2-async") and how: may a line come in one piece, or byte by byte? */
extern const char *kit_lab;
extern bool kit_bytewise;

enum kit_modes { KIT_WHOLE, KIT_WHOLE_AND_BYTES };

/* Runs the tests that fill() adds, once a lab (only for $KIT_LAB if that is set) and mode.  Returns
 * the exit status of the program: 0 when all of them passed. */
int kit_run(const char *subject, void (*fill)(TCase *), enum kit_modes modes);

/* The same for tests of the common room, which belongs to no lab. */
int kit_run_unit(const char *subject, void (*fill)(TCase *));

/* Are the programs under test compiled with this sanitizer ("address", "thread")?  $KIT_SANITIZER
 * says so; this test itself is not: it starts programs of every flavour. */
bool kit_sanitized(const char *with);

/* Does the lab under test serve one client after the other? */
bool kit_serves_in_turn(void);

/* The path of a lab's program under $KIT_BIN (default: the folder the test was started in). */
void kit_program_path(char *path, size_t size, const char *program);

/* This test's own folder; it goes when the test program ends. */
const char *kit_folder(void);

/* Run at the end of a test that has not failed, in the opposite order of registration. */
void kit_at_end(void (*end)(void));

/* Seconds on a clock that never jumps, and a deadline on it. */
double kit_now(void);
double kit_deadline(void);

/* Waits until poll(2) reports one of `events`, an end or an error; false at the deadline. */
bool kit_wait(int fd, short events, double deadline);

/* The two ends of a stream, neither of which waits. */
void kit_pair(int *ours, int *theirs);

/* Ends the test: prints the transcript and what the programs said on stderr, then the message. */
void kit_fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Where the test stands, for the message; the verbs of the harness note it. */
void kit_at(const char *file, int line);
#define AT kit_at(__FILE__, __LINE__)

/* Fails unless it holds. */
#define expect(holds, ...)                                                                         \
    do {                                                                                           \
        AT;                                                                                        \
        if (!(holds))                                                                              \
            kit_fail(__VA_ARGS__);                                                                 \
    } while (0)

/* The transcript: a line for what was sent or received.  Bytes that do not print are escaped. */
void kit_note(const char *who, char direction, const char *bytes, size_t n);

#endif
