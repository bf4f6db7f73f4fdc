/* What people see of transfers: a line for each that runs, drawn over and over on a terminal, and a
 * line on stderr for each that failed.  Only one thread may use it; the jobs may run in others. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "ftp_job.h"

struct progress {
    const struct ftp_jobs *jobs; /* borrowed; none is added while one of the functions below runs */
    bool shows;                  /* stderr is a terminal, and nobody asked for quiet */
    unsigned lines;              /* drawn last time, to be drawn over */
    double drawn;                /* when that was */
};

/* How often it is worth drawing, in seconds. */
#define PROGRESS_PERIOD 0.2

void progress_begin(struct progress *p, const struct ftp_jobs *jobs, bool quiet);

/* Says what is new: the end of jobs at once, the rest if the last time was PROGRESS_PERIOD ago. */
void progress_update(struct progress *p);

/* Says the last of it; returns the program's exit status: 0 if all jobs went well. */
int progress_end(struct progress *p);

/* One line, without its end, of at most `width` columns: name, share, bytes, rate, time left. */
enum { PROGRESS_LINE = 256 };
void progress_line(const struct ftp_job *job, double now, int width, char line[PROGRESS_LINE]);

#endif
