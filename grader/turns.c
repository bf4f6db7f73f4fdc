/* turns.c: in which order checks begin, and how many there may be at once. */
#include "turns.h"

#include <string.h>

#include "sandbox.h"

#define AT_WORK 10 /* more would keep two processors no busier, and each would take longer */

/* For seconds, all that these do is to wait, as the contract says. */
static const char *const patient[] = {
    "hello.slow-reader", "hello.gives-up",           "ftp.stalled",
    "ftp.idle-timeout",  "ftp_client.never-answers", NULL,
};

static bool
is_patient(const struct job *job)
{
    const char *const *name = patient;

    while (*name != NULL && strcmp(*name, job->kind->name) != 0)
        name++;
    return *name != NULL;
}

static struct job *
nth_of_lab(const struct grading *g, const struct lab *lab, size_t n)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab && n-- == 0)
            return &g->jobs[i];
    return NULL;
}

static size_t
lay(const struct grading *g, bool are_patient, struct job **turns)
{
    struct job *job;
    size_t laid = 0;

    for (size_t n = 0; n < g->count; n++)
        for (size_t l = 0; l < LAB_COUNT; l++)
            if ((job = nth_of_lab(g, &all_labs[l], n)) != NULL && is_patient(job) == are_patient)
                turns[laid++] = job;
    return laid;
}

void
turns_lay(const struct grading *g, struct job **turns)
{
    lay(g, false, turns + lay(g, true, turns));
}

size_t
turns_running(const struct grading *g)
{
    size_t running = 0;

    for (size_t i = 0; i < g->count; i++)
        running += g->jobs[i].runner != 0;
    return running;
}

bool
turns_may_begin(const struct grading *g, const struct job *job)
{
    size_t at_work = 0;

    for (size_t i = 0; i < g->count; i++)
        at_work += g->jobs[i].runner != 0 && !is_patient(&g->jobs[i]);
    return turns_running(g) < SANDBOX_SEATS && (is_patient(job) || at_work < AT_WORK);
}
