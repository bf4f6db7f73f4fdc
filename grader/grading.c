/* grading.c: plans which checks run on a submission, and adds up what they earned. */
#include "grading.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef FNM_EXTMATCH /* where patterns have no @(this|that) */
#define FNM_EXTMATCH 0
#endif

/* A program handed in alone is graded without predictions, and without a capture. */
static bool
handed_in(const struct sheet *sheet, const struct job *job)
{
    if (strncmp(job->kind->name, "predict.", 8) == 0)
        return sheet->predictions;
    return strncmp(job->kind->name, "wireshark.", 10) != 0 || sheet->graphs;
}

static bool
wanted(const struct grading *g, const struct options *o, const struct job *job)
{
    bool asked = o->list || handed_in(g->sheet, job);
    bool lab = o->lab_count == 0 && g->sheet->present[job->lab - all_labs];

    for (size_t i = 0; i < o->lab_count; i++)
        lab = lab || o->labs[i] == job->lab;
    return asked && lab && (o->only == NULL || fnmatch(o->only, job->id, FNM_EXTMATCH) == 0);
}

static bool
add(struct grading *g, const struct job *job)
{
    struct job *jobs = realloc(g->jobs, (g->count + 1) * sizeof *jobs);

    if (jobs == NULL)
        return false;
    g->jobs = jobs;
    jobs[g->count] = *job;
    jobs[g->count].name = NULL;
    g->count++;
    return true;
}

/* A pair is planned when the peer's lab is there to play with. */
static bool
add_kind(struct grading *g, const struct options *o, const struct rubric *rubric,
         const struct lab *lab, const struct check_kind *kind, char *error, size_t size)
{
    for (size_t p = 0; p < (kind->pairs ? LAB_COUNT : 1); p++) {
        struct job job = {.lab = lab, .kind = kind, .peer = kind->pairs ? &all_labs[p] : NULL};

        if (job.peer == lab || (kind->only != NULL && fnmatch(kind->only, lab->name, 0) != 0))
            continue;
        snprintf(job.id, sizeof job.id, "%s.%s%s%s", lab->name, kind->name, job.peer ? "-" : "",
                 job.peer ? job.peer->name : "");
        if ((job.rule = rubric_find(rubric, job.id)) == NULL) {
            snprintf(error, size, "the rubric has no rule for %s", job.id);
            return false;
        }
        job.see = rubric_see(rubric, job.id);
        if ((job.peer == NULL || g->sheet->present[p]) && wanted(g, o, &job) && !add(g, &job)) {
            snprintf(error, size, "no memory");
            return false;
        }
    }
    return true;
}

static bool
place_records(struct grading *g, char *error, size_t size)
{
    if (g->count > RECORDS_MAX) {
        snprintf(error, size, "there are more than %d checks", RECORDS_MAX);
        return false;
    }
    for (size_t i = 0; i < g->count; i++) {
        g->jobs[i].record = &g->sheet->records[i];
        g->jobs[i].name = strchr(g->jobs[i].id, '.') + 1;
    }
    return true;
}

bool
grading_plan(struct grading *g, const struct options *o, const struct rubric *rubric, char *error,
             size_t size)
{
    const struct check_kind *kind;

    for (size_t l = 0; l < LAB_COUNT; l++)
        for (size_t i = 0; (kind = check_kind_at(i)) != NULL; i++)
            if (!add_kind(g, o, rubric, &all_labs[l], kind, error, size))
                return false;
    return place_records(g, error, size);
}

void
grading_free(struct grading *g)
{
    free(g->jobs);
    sheet_free(g->sheet);
    *g = (struct grading){0};
}

struct total
grading_total(const struct grading *g, const struct lab *lab)
{
    struct total t = {0};

    for (size_t i = 0; i < g->count; i++) {
        const struct job *job = &g->jobs[i];
        if (lab != NULL && job->lab != lab)
            continue;
        t.count++;
        t.passed += job->record->verdict == V_PASS;
        t.max += job->rule->points;
        t.points += job->rule->points * record_share(job->record);
        t.grader_failed |= job->record->verdict == V_GRADER || job->record->verdict == V_NOT_RUN;
    }
    return t;
}
