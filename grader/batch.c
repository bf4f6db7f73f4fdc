/* batch.c: grades the submissions of a command line, several at a time, and reports on each. */
#include "batch.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "entry.h"
#include "kit.h"
#include "ladder.h"
#include "proctree.h"
#include "report/class.h"
#include "report/report.h"
#include "stop.h"
#include "text.h"
#include "ticker.h"

struct batch {
    const struct options *o;
    const struct rubric *rubric;
    struct entry *entries;
    size_t count, running;
    char work[WORKDIR_SIZE]; /* in it, kit: what submissions are laid over */
    char kit[PATH_MAX];
};

static bool
is_taken(const struct batch *b, unsigned slot)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].state == RUNS && b->entries[i].slot == slot)
            return true;
    return false;
}

/* The lowest number that no running submission has: programs of two never run as one user. */
static unsigned
free_slot(const struct batch *b)
{
    unsigned slot = 0;

    while (is_taken(b, slot))
        slot++;
    return slot;
}

static void
begin(struct batch *b, struct entry *e)
{
    entry_begin(e, b->kit, free_slot(b));
    b->running += e->state == RUNS;
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

static void
take_events(struct batch *b)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].state == RUNS && (entry_look(&b->entries[i]) || stop_asked())) {
            entry_end(&b->entries[i]);
            b->running--;
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
    for (; next < b->count; next++)
        b->entries[next].status = EXIT_GRADER;
}

static void
add(struct batch *b, const char *submission, const char *folder)
{
    struct entry *e = &b->entries[b->count++];

    e->o = b->o;
    e->rubric = b->rubric;
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

/* The exit status: the worst that one of them asks for. */
static int
worst(const struct batch *b)
{
    int worst = EXIT_PASSED;

    for (size_t i = 0; i < b->count; i++)
        worst = b->entries[i].status > worst ? b->entries[i].status : worst;
    return worst;
}

int
batch_run(const struct options *o, const struct rubric *rubric)
{
    struct batch b = {.o = o, .rubric = rubric};
    struct pollfd *events = calloc(2 * o->jobs + 1, sizeof *events);
    int status;

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
            entry_end_unbegun(&b.entries[i], "cannot make a private copy of the kit");
        report_ended(&b);
    }
    if (b.work[0] != '\0')
        workdir_remove(b.work);
    ticker_wipe();
    proctree_end();
    status = worst(&b);
    free(b.entries);
    free(events);
    return status;
}
