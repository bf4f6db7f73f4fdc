/* What people see of transfers. */
#include "progress.h"

#include "clock.h"
#include "terminal.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void
progress_begin(struct progress *p, const struct ftp_jobs *jobs, bool quiet)
{
    *p = (struct progress){.jobs = jobs};
    /* A listing is its own progress. */
    p->shows = !quiet && isatty(STDERR_FILENO) && jobs->all[0]->kind != FTP_LIST;
}

static int
terminal_width(void)
{
    struct winsize size;

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* "12.3 MiB" */
static void
write_amount(char *text, size_t size, double bytes)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    unsigned u = 0;

    for (; bytes >= 1024 && u < 4; u++)
        bytes /= 1024;
    snprintf(text, size, u == 0 ? "%.0f %s" : "%.1f %s", bytes, units[u]);
}

/* "1:05 left" */
static void
write_time_left(char *text, size_t size, double seconds)
{
    unsigned long s = (unsigned long)(seconds + 0.5);

    if (s < 3600)
        snprintf(text, size, "%lu:%02lu left", s / 60, s % 60);
    else
        snprintf(text, size, "%lu:%02lu:%02lu left", s / 3600, s / 60 % 60, s % 60);
}

void
progress_line(const struct ftp_job *job, double now, int width, char line[PROGRESS_LINE])
{
    double moved = (double)job->moved, total = (double)job->total, started = job->started;
    double seconds = started > 0 ? now - started : 0;
    double rate = seconds > 0.01 ? (moved - (double)job->carried) / seconds : 0;
    char amount[32], speed[32], left[48] = "", share[8] = "";
    int length;

    write_amount(amount, sizeof amount, moved);
    write_amount(speed, sizeof speed, rate);
    if (total > 0)
        snprintf(share, sizeof share, "%3.0f%%", 100 * moved / total);
    if (job->state == FTP_JOB_RUNS && total > moved && rate > 0)
        write_time_left(left, sizeof left, (total - moved) / rate);
    length = snprintf(line, PROGRESS_LINE, "%-30.30s %4s %10s %10s/s %s", url_name(&job->url),
                      share, amount, speed, left);
    if (length >= width)
        line[width > 0 ? width - 1 : 0] = '\0';
    terminal_tame_text(line);
}

/* Goes back to the first line drawn last time and clears from there on. */
static void
erase(struct progress *p)
{
    if (p->lines > 0)
        fprintf(stderr, "\033[%uA\033[J", p->lines);
    p->lines = 0;
}

static void
draw(const struct ftp_job *job)
{
    char line[PROGRESS_LINE];

    progress_line(job, clock_now(), terminal_width(), line);
    fprintf(stderr, "%s\n", line);
}

static void
report(const struct progress *p, struct ftp_job *job)
{
    job->reported = true;
    if (job->state == FTP_JOB_FAILED)
        warnx("%s: %s", job->url.text, job->error);
    else if (p->shows && job->kind != FTP_TREE)
        draw(job);
}

static bool
is_drawn(const struct ftp_job *job)
{
    return job->state == FTP_JOB_RUNS && job->kind != FTP_TREE && job->started > 0;
}

static bool
is_news(const struct ftp_job *job)
{
    return job->state >= FTP_JOB_DONE && !job->reported;
}

void
progress_update(struct progress *p)
{
    double now = clock_now();
    bool due = p->shows && now - p->drawn >= PROGRESS_PERIOD;

    for (unsigned i = 0; i < p->jobs->count; i++)
        due = due || is_news(p->jobs->all[i]);
    if (!due)
        return;
    erase(p);
    for (unsigned i = 0; i < p->jobs->count; i++)
        if (is_news(p->jobs->all[i]))
            report(p, p->jobs->all[i]);
    for (unsigned i = 0; i < p->jobs->count && p->shows; i++)
        if (is_drawn(p->jobs->all[i])) {
            draw(p->jobs->all[i]);
            p->lines++;
        }
    p->drawn = now;
}

int
progress_end(struct progress *p)
{
    int status = EXIT_SUCCESS;

    progress_update(p);
    for (unsigned i = 0; i < p->jobs->count; i++)
        if (p->jobs->all[i]->state != FTP_JOB_DONE)
            status = EXIT_FAILURE;
    return status;
}
