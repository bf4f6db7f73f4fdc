/* What every fuzz target shares.  A target is one function that takes any bytes at all and ends the
 * program when something does not hold that must.
 *
 *   make fuzz     runs it under libFuzzer, which looks for bytes that reach new code
 *   make check    replays it: the corpus, and the same mutations of it each time (replay.c)
 *
 * The corpus of common/tests/fuzz/fuzz_url.c is the folder corpus/fuzz_url beside it. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The target; the name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program unless it holds. */
#define must(holds)                                                                                \
    do {                                                                                           \
        if (!(holds))                                                                              \
            fuzz_fail(__FILE__, __LINE__, #holds);                                                 \
    } while (0)
void fuzz_fail(const char *file, int line, const char *what) __attribute__((noreturn));

/* A copy of the bytes as a string of its very size, so that a sanitizer notices a look behind its
 * end.  It ends at the first NUL.  The caller frees it. */
char *fuzz_string(const uint8_t *data, size_t size);

/* An input for a conversation: what one side says, up to the first NUL, and behind it bytes that
 * decide what happens around it. */
struct script {
    const uint8_t *text, *text_end;
    const uint8_t *choice, *choice_end;
};

struct script script_of(const uint8_t *data, size_t size);

/* 0 to n - 1; always 0, the ordinary thing, once there are no more bytes to decide with. */
unsigned script_choose(struct script *s, unsigned n);

/* A choice between the ordinary thing and a rare one. */
bool script_rarely(struct script *s);

#endif
