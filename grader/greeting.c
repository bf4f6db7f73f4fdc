/* greeting.c: judges what a hello server sent: the twelve bytes, no more, then end of stream. */
#include "greeting.h"

#include <string.h>

#include "deadline.h"
#include "judge.h"
#include "text.h"

#define EXPECTED "the 12 bytes Hello World! and then end of stream"

void
greeting_judge(const char *bytes, size_t got, enum play_end end)
{
    char safe[300];

    text_escape(safe, sizeof safe, bytes, got);
    if (end == PLAY_RESET)
        judge_fail(V_FAIL, EXPECTED, "%zu bytes, then the connection broke: %s", got, safe);
    if (end == PLAY_LATE && got < GREETING_SIZE && memcmp(bytes, GREETING, got) == 0)
        judge_fail(V_TIMEOUT, EXPECTED, "%zu of 12 bytes, then nothing more came in time", got);
    if (got == GREETING_SIZE + 1 && bytes[GREETING_SIZE] == '\n')
        judge_hint("The greeting has no newline: send 12 bytes, not 13.");
    else if (got == GREETING_SIZE + 1 && bytes[GREETING_SIZE] == '\0')
        judge_hint("sizeof counts the NUL at the end of the string: send 12 bytes, not 13.");
    if (end == PLAY_LATE && got < GREETING_SIZE)
        judge_fail(V_TIMEOUT, EXPECTED, "%zu of 12 bytes, then nothing more for %d s", got,
                   PATIENCE_MS / 1000);
    if (got != GREETING_SIZE || memcmp(bytes, GREETING, GREETING_SIZE) != 0)
        judge_fail(V_FAIL, EXPECTED, "%zu bytes: %s", got, safe);
    if (end == PLAY_LATE)
        judge_fail(V_TIMEOUT, EXPECTED, "the 12 bytes, but no end of stream after them");
}

/* One more byte than the greeting is asked for, so that a byte too many shows. */
void
greeting_take(int fd)
{
    char bytes[GREETING_SIZE + 1];
    size_t got;
    enum play_end end = play_read(fd, bytes, sizeof bytes, &got, clock_ms() + PATIENCE_MS);

    greeting_judge(bytes, got, end);
}
