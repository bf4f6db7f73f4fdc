/* ticker.c: one line on stderr while checks run, if that is a terminal. */
#include "ticker.h"

#include <stdio.h>
#include <unistd.h>

void
ticker_show(const struct grading *g)
{
    size_t done = 0;
    const char *running = "";

    if (!isatty(STDERR_FILENO))
        return;
    for (size_t i = 0; i < g->count; i++) {
        done += g->jobs[i].done;
        if (g->jobs[i].runner != 0)
            running = g->jobs[i].id;
    }
    fprintf(stderr, "\r\033[K%zu of %zu checks  %s", done, g->count, running);
}

void
ticker_end(const struct grading *g)
{
    (void)g;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}
