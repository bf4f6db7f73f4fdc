/* What a peer chose, made harmless for a terminal. */
#include "terminal.h"

#include <stdbool.h>
#include <string.h>

enum { DELETE = 127, C1_LEAD = 0xC2, C1_FIRST = 0x80, C1_LAST = 0x9F };

static bool
is_control(unsigned char byte, unsigned char before)
{
    return byte < ' ' || byte == DELETE ||
           (before == C1_LEAD && byte >= C1_FIRST && byte <= C1_LAST);
}

char
terminal_tame(char *bytes, size_t n, char last)
{
    for (size_t i = 0; i < n; i++) {
        char byte = bytes[i];

        if (is_control((unsigned char)byte, (unsigned char)last))
            bytes[i] = '?';
        last = byte;
    }
    return last;
}

void
terminal_tame_text(char *text)
{
    terminal_tame(text, strlen(text), 0);
}
