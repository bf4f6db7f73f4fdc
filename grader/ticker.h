/* ticker.h: one line on stderr while checks run, if that is a terminal. */
#ifndef GRADER_TICKER_H
#define GRADER_TICKER_H

#include <stddef.h>

/* So many of all submissions have ended; of the checks of those that run, so many are done. */
void ticker_show(size_t ended, size_t submissions, size_t done, size_t checks);
void ticker_wipe(void);

#endif
