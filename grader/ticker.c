/* ticker.c: one line on stderr while checks run, if that is a terminal. */
#include "ticker.h"

#include <stdio.h>
#include <unistd.h>

void
ticker_show(size_t ended, size_t submissions, size_t done, size_t checks)
{
    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r\033[K");
    if (submissions > 1)
        fprintf(stderr, "%zu of %zu submissions, ", ended, submissions);
    fprintf(stderr, "%zu of %zu checks", done, checks);
    fflush(stderr);
}

void
ticker_wipe(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}
