/* batch.c: grades the submissions of a command line, several at a time, and reports on each. */
#include "batch.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "deadline.h"
#include "grading.h"
#include "kit.h"
#include "ladder.h"
#include "proctree.h"
#include "report/class.h"
#include "report/report.h"
#include "room.h"
#include "stop.h"
#include "text.h"
#include "ticker.h"

/* For one submission as a whole. Each check has a deadline of its own, and a server that never
 * listens costs just one; so this one only ends what nobody has thought of. */
#define OVERALL_MS (20 * 60 * 1000)

struct entry {
    const char *submission; /* NULL: this tree */
    char name[500];         /* that, safe to print */
    char report[PATH_MAX];  /* directory for its report; empty: there is none */
    bool unreported;        /* its report could not be written */
    struct room room;
    struct grading g;
    unsigned slot; /* which of the --jobs it is */
    int64_t begun;
    enum { WAITS, RUNS, ENDED, REPORTED } state;
};

struct batch {
    const struct options *o;
    const struct rubric *rubric;
    struct entry *entries;
    size_t count, running;
    char work[WORKDIR_SIZE]; /* in it, kit: what submissions are laid over */
    char kit[PATH_MAX];
    int worst;
};

static int64_t
overall_ms(const struct batch *b)
{
    return (int64_t)OVERALL_MS * (b->o->repeat > 1 ? b->o->repeat : 1);
}

static void
worsen(struct batch *b, int status)
{
    b->worst = status > b->worst ? status : b->worst;
}

/* What fails is said once and does not end the grading. */
static void
report_into(const struct batch *b, struct entry *e,
            bool (*write)(const char *, const struct grading *, const struct options *, char *,
                          size_t))
{
    char error[500];

    if (e->report[0] == '\0' || e->unreported || write(e->report, &e->g, b->o, error, sizeof error))
        return;
    ticker_wipe();
    fprintf(stderr, "run_all: %s\n", error);
    e->unreported = true;
}

/* As soon as it is known which labs a submission holds, its checks are; and so there is a report,
 * in which none of them has run. */
static void
plan(struct batch *b, struct entry *e)
{
    struct sheet *sheet = e->g.sheet;

    if (e->g.jobs != NULL || !sheet->laid)
        return;
    if (!grading_plan(&e->g, b->o, b->rubric, sheet->trouble, sizeof sheet->trouble))
        e->g.count = 0;
    report_into(b, e, report_directory);
}

/* The lowest number that no running submission has: programs of two never run as one user. */
static unsigned
free_slot(const struct batch *b)
{
    unsigned slot = 0;

    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].state == RUNS && b->entries[i].slot == slot) {
            slot++;
            i = (size_t)-1;
        }
    return slot;
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
see_all(struct batch *b, struct entry *e)
{
    if (!e->g.sheet->laid)
        for (size_t l = 0; l < LAB_COUNT; l++)
            e->g.sheet->present[l] = e->g.sheet->laid = true;
    plan(b, e);
    explain_rest(e);
    e->unreported = false;
    report_into(b, e, report_directory);
}

/* Nobody looked at it: its report has every check there is, and says why none has run. */
static void
end_unbegun(struct batch *b, struct entry *e, const char *why)
{
    int fd;

    if (e->g.sheet == NULL && (e->g.sheet = sheet_make(&fd)) != NULL)
        close(fd);
    e->state = e->g.sheet != NULL ? ENDED : REPORTED;
    worsen(b, EXIT_GRADER);
    if (e->g.sheet == NULL) {
        fprintf(stderr, "run_all: %s: %s\n", e->name, why);
        return;
    }
    e->g.name = e->name;
    snprintf(e->g.sheet->trouble, sizeof e->g.sheet->trouble, "%s", why);
    see_all(b, e);
}

static void
begin(struct batch *b, struct entry *e)
{
    char error[300];

    e->slot = free_slot(b);
    e->begun = clock_ms();
    e->state = RUNS;
    if (room_open(&e->room, b->o, e->submission, b->kit, e->slot, error, sizeof error)) {
        e->g = (struct grading){.name = e->name, .sheet = e->room.sheet};
        b->running++;
        return;
    }
    room_close(&e->room, false);
    e->g = (struct grading){.name = e->name, .sheet = e->room.sheet};
    end_unbegun(b, e, error);
}

static void
end(struct batch *b, struct entry *e)
{
    if (clock_ms() - e->begun >= overall_ms(b))
        snprintf(e->g.sheet->trouble, sizeof e->g.sheet->trouble,
                 "grading it was not done after %d minutes", (int)(overall_ms(b) / 60000));
    room_close(&e->room, stop_asked());
    see_all(b, e);
    e->state = ENDED;
    b->running--;
}

static int
status_of(const struct batch *b, const struct entry *e)
{
    struct total t = grading_total(&e->g, NULL);

    if (e->unreported || e->g.sheet->trouble[0] != '\0' || !e->g.sheet->whole || t.grader_failed)
        return EXIT_GRADER;
    return t.passed == t.count || report_is_platform(b->o->format) ? EXIT_PASSED : EXIT_SOME_FAILED;
}

/* In the order of the command line; so one that is done early waits for those before it. */
static void
report_ended(struct batch *b)
{
    for (size_t i = 0; i < b->count && b->entries[i].state >= ENDED; i++) {
        struct entry *e = &b->entries[i];
        if (e->state == REPORTED)
            continue;
        ticker_wipe();
        if (e->g.sheet->trouble[0] != '\0')
            fprintf(stderr, "run_all: %s: %s\n", e->name, e->g.sheet->trouble);
        report_write(stdout, &e->g, b->o);
        worsen(b, status_of(b, e));
        grading_free(&e->g);
        e->state = REPORTED;
    }
}

static void
show(const struct batch *b)
{
    size_t ended = 0, checks = 0, done = 0;

    for (size_t i = 0; i < b->count; i++) {
        const struct entry *e = &b->entries[i];
        ended += e->state >= ENDED;
        if (e->state != RUNS)
            continue;
        checks += e->g.count;
        for (size_t k = 0; k < e->g.count; k++)
            done += e->g.jobs[k].record->verdict != V_NOT_RUN;
    }
    ticker_show(ended, b->count, done, checks);
}

/* Waits until something happens: news of a running submission, its end, a wish to stop. */
static void
wait_event(const struct batch *b, struct pollfd *p)
{
    size_t n = 0;

    p[n++] = (struct pollfd){.fd = stop_fd(), .events = POLLIN};
    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].state == RUNS) {
            p[n++] = (struct pollfd){.fd = b->entries[i].room.pidfd, .events = POLLIN};
            p[n++] = (struct pollfd){.fd = b->entries[i].room.news, .events = POLLIN};
        }
    poll(p, n, 1000);
}

static bool
has_ended(const struct batch *b, const struct entry *e)
{
    return wait_fd(e->room.pidfd, POLLIN, 0) || clock_ms() - e->begun >= overall_ms(b);
}

static void
take_events(struct batch *b)
{
    char bytes[512];

    for (size_t i = 0; i < b->count; i++) {
        struct entry *e = &b->entries[i];
        if (e->state != RUNS)
            continue;
        plan(b, e);
        if (read(e->room.news, bytes, sizeof bytes) > 0)
            report_into(b, e, report_progress);
        if (has_ended(b, e) || stop_asked())
            end(b, e);
    }
}

static void
run(struct batch *b, struct pollfd *events)
{
    size_t next = 0;

    /* Whoever stops us early gets a report, too: of the first. */
    while (b->running > 0 || (next < b->count && (next == 0 || !stop_asked()))) {
        while (next < b->count && b->running < b->o->jobs && (next == 0 || !stop_asked()))
            begin(b, &b->entries[next++]);
        show(b);
        wait_event(b, events);
        take_events(b);
        report_ended(b);
    }
    if (next < b->count)
        worsen(b, EXIT_GRADER);
}

static void
add(struct batch *b, const char *submission, const char *folder)
{
    struct entry *e = &b->entries[b->count++];

    e->submission = submission;
    text_escape(e->name, sizeof e->name, submission != NULL ? submission : "this tree",
                strlen(submission != NULL ? submission : "this tree"));
    if (b->o->report != NULL)
        snprintf(e->report, sizeof e->report, "%.3000s%s%s", b->o->report,
                 folder != NULL ? "/" : "", folder != NULL ? folder : "");
}

/* With --shard I/N, every N-th of the list, from the I-th on. Alone, a submission's report is all
 * there is in the directory. */
static bool
choose(struct batch *b)
{
    const struct options *o = b->o;
    char(*folders)[FOLDER_MAX] = class_folders(o->submissions, o->submission_count);

    if (folders == NULL)
        return false;
    for (size_t i = 0; i < o->submission_count; i++)
        if (i % o->shards == o->shard)
            add(b, o->submissions[i], o->submission_count > 1 ? folders[i] : NULL);
    if (o->submission_count == 0)
        add(b, NULL, NULL);
    free(folders);
    return true;
}

/* What all submissions are laid over is built once. */
static bool
prepare_kit(struct batch *b)
{
    char tree[PATH_MAX], kit[PATH_MAX], cache[PATH_MAX];

    if (b->o->submission_count == 0)
        return true;
    kit_find(tree, kit);
    if (!workdir_make(b->work))
        return false;
    kit_join(b->kit, b->work, "kit");
    if (!kit_lay(kit, b->kit))
        return false;
    sandbox = ladder_sandbox(b->o->level, 0);
    kit_join(cache, kit, "build/grading");
    build_shared(b->kit, cache);
    return true;
}

int
batch_run(const struct options *o, const struct rubric *rubric)
{
    struct batch b = {.o = o, .rubric = rubric};
    struct pollfd *events = calloc(2 * o->jobs + 1, sizeof *events);

    b.entries = calloc(o->submission_count + 1, sizeof *b.entries);
    if (events == NULL || b.entries == NULL || !choose(&b)) {
        fprintf(stderr, "run_all: no memory\n");
        return EXIT_GRADER;
    }
    proctree_adopt_orphans();
    if (prepare_kit(&b)) {
        run(&b, events);
    } else {
        for (size_t i = 0; i < b.count; i++)
            end_unbegun(&b, &b.entries[i], "cannot make a private copy of the kit");
        report_ended(&b);
    }
    if (b.work[0] != '\0')
        workdir_remove(b.work);
    ticker_wipe();
    proctree_end();
    free(b.entries);
    free(events);
    return b.worst;
}
