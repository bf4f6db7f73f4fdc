/* entry.c: one submission of a batch: its room, its report, its end. */
#include "entry.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "batch.h"
#include "deadline.h"
#include "report/report.h"
#include "stop.h"
#include "ticker.h"

/* For one submission as a whole. Each check has a deadline of its own, and a server that never
 * listens costs just one; so this one only ends what nobody has thought of. */
#define OVERALL_MS (20 * 60 * 1000)

static int64_t
overall_ms(const struct entry *e)
{
    return (int64_t)OVERALL_MS * (e->o->repeat > 1 ? e->o->repeat : 1);
}

/* What fails is said once and does not end the grading. */
static void
report_into(struct entry *e, bool (*write)(const char *, const struct grading *,
                                           const struct options *, char *, size_t))
{
    char error[500];

    if (e->report[0] == '\0' || e->unreported || write(e->report, &e->g, e->o, error, sizeof error))
        return;
    ticker_wipe();
    fprintf(stderr, "run_all: %s\n", error);
    e->unreported = true;
}

/* As soon as it is known which labs a submission holds, its checks are; and so there is a report,
 * in which none of them has run. */
static void
plan(struct entry *e)
{
    struct sheet *sheet = e->g.sheet;

    if (e->g.jobs != NULL || !sheet->laid)
        return;
    if (!grading_plan(&e->g, e->o, e->rubric, sheet->trouble, sizeof sheet->trouble))
        e->g.count = 0;
    report_into(e, report_directory);
}

/* Checks that had no turn say why. */
static void
explain_rest(struct entry *e)
{
    const char *why =
        e->g.sheet->trouble[0] != '\0' ? e->g.sheet->trouble : "the grader was asked to stop";

    for (size_t i = 0; i < e->g.count; i++) {
        struct record *r = e->g.jobs[i].record;
        if (r->verdict == V_NOT_RUN && r->why[0] == '\0')
            snprintf(r->why, sizeof r->why, "%s", why);
    }
}

/* The last word on a submission; when nobody looked which labs it holds, on all of them. What could
 * not be written before may find room now. */
static void
see_all(struct entry *e)
{
    if (!e->g.sheet->laid)
        sheet_expect_all(e->g.sheet);
    e->g.sheet->laid = true;
    plan(e);
    explain_rest(e);
    e->unreported = false;
    report_into(e, report_directory);
}

void
entry_end_unbegun(struct entry *e, const char *why)
{
    int fd;

    if (e->g.sheet == NULL && (e->g.sheet = sheet_make(&fd)) != NULL)
        close(fd);
    e->state = e->g.sheet != NULL ? ENDED : REPORTED;
    e->status = EXIT_GRADER;
    if (e->g.sheet == NULL) {
        fprintf(stderr, "run_all: %s: %s\n", e->name, why);
        return;
    }
    e->g.name = e->name;
    snprintf(e->g.sheet->trouble, sizeof e->g.sheet->trouble, "%s", why);
    see_all(e);
}

void
entry_begin(struct entry *e, const char *kit, unsigned slot)
{
    char error[300];

    e->slot = slot;
    e->begun = clock_ms();
    e->state = RUNS;
    if (room_open(&e->room, e->o, e->submission, kit, e->slot, error, sizeof error)) {
        e->g = (struct grading){.name = e->name, .sheet = e->room.sheet};
        return;
    }
    room_close(&e->room, false);
    e->g = (struct grading){.name = e->name, .sheet = e->room.sheet};
    entry_end_unbegun(e, error);
}

static int
status_of(const struct entry *e)
{
    struct total t = grading_total(&e->g, NULL);

    if (e->unreported || e->g.sheet->trouble[0] != '\0' || !e->g.sheet->whole || t.grader_failed)
        return EXIT_GRADER;
    return t.passed == t.count || report_is_platform(e->o->format) ? EXIT_PASSED : EXIT_SOME_FAILED;
}

void
entry_end(struct entry *e)
{
    if (clock_ms() - e->begun >= overall_ms(e))
        snprintf(e->g.sheet->trouble, sizeof e->g.sheet->trouble,
                 "grading it was not done after %d minutes", (int)(overall_ms(e) / 60000));
    room_close(&e->room, stop_asked());
    see_all(e);
    e->state = ENDED;
    e->status = status_of(e);
}

bool
entry_look(struct entry *e)
{
    char bytes[512];

    plan(e);
    if (read(e->room.news, bytes, sizeof bytes) > 0)
        report_into(e, report_progress);
    return wait_fd(e->room.pidfd, POLLIN, 0) || clock_ms() - e->begun >= overall_ms(e);
}
