/* report.c: what the forms of the report share. */
#include <string.h>

#include "forms.h"

void
report_write(FILE *out, const struct grading *g, const struct options *o)
{
    static form *const forms[FORMAT_COUNT] = {
        [FORMAT_TABLE] = form_table,
        [FORMAT_JSON] = form_json,
        [FORMAT_TAP] = form_tap,
        [FORMAT_JUNIT] = form_junit,
        [FORMAT_GRADESCOPE] = form_gradescope,
        [FORMAT_AUTOLAB] = form_autolab,
        [FORMAT_GITHUB] = form_github,
        [FORMAT_PRAIRIELEARN] = form_prairielearn,
    };

    forms[o->format](out, g, o);
    fflush(out);
}

bool
report_is_platform(enum format format)
{
    return format >= FORMAT_GRADESCOPE;
}

enum outcome
outcome_of(const struct record *r)
{
    switch (r->verdict) {
    case V_PASS:
        return OUTCOME_PASSED;
    case V_SKIPPED:
    case V_INCONCLUSIVE:
        return OUTCOME_SKIPPED;
    case V_GRADER:
    case V_NOT_RUN:
        return OUTCOME_ERROR;
    default:
        return OUTCOME_FAILED;
    }
}

double
earned(const struct job *job)
{
    return job->rule->points * record_share(job->record);
}

/* As a word of the shell. */
static void
quote(char *out, size_t size, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./+:,@%-";

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0' && word[0] != '-')
        snprintf(out, size, " %s", word);
    else if (strchr(word, '\'') == NULL)
        snprintf(out, size, " '%s%s'", word[0] == '-' ? "./" : "", word);
    else
        snprintf(out, size, " SUBMISSION");
}

void
report_again(char *text, size_t size, const struct grading *g, const struct job *job,
             const struct options *o)
{
    char name[600] = "";

    if (o->submission_count > 0)
        quote(name, sizeof name, g->name);
    snprintf(text, size, "grader/run_all --only %s --seed %llu%s", job->id,
             (unsigned long long)o->seed, name);
}

const char *
report_matters(const struct job *job)
{
    return job->record->matters[0] != '\0' ? job->record->matters : job->rule->words[RUBRIC_WHY];
}

const char *
report_hint(const struct job *job)
{
    return job->record->hint[0] != '\0' ? job->record->hint : job->rule->words[RUBRIC_HINT];
}

const char *
report_see(const struct job *job)
{
    return job->record->see[0] != '\0' ? job->record->see : job->see;
}

const char *
report_came(const struct job *job)
{
    return job->record->came[0] != '\0' ? job->record->came : job->record->why;
}

/* Is it the first of the jobs with this name that has a timeline? */
static bool
first_timed(const struct grading *g, size_t at)
{
    if (g->jobs[at].record->timeline.count == 0)
        return false;
    for (size_t i = 0; i < at; i++)
        if (g->jobs[i].record->timeline.count > 0 && strcmp(g->jobs[i].name, g->jobs[at].name) == 0)
            return false;
    return true;
}

const char *
timed_check(const struct grading *g, size_t i)
{
    for (size_t j = 0; j < g->count; j++)
        if (first_timed(g, j) && i-- == 0)
            return g->jobs[j].name;
    return NULL;
}

const struct job *
timed_job(const struct grading *g, const char *name, const struct lab *lab)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab && g->jobs[i].record->timeline.count > 0 &&
            strcmp(g->jobs[i].name, name) == 0)
            return &g->jobs[i];
    return NULL;
}

double
longest_stall(const struct grading *g)
{
    double ms = 0;

    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab->model == MODEL_ASYNC && g->jobs[i].record->stall_ms > ms)
            ms = g->jobs[i].record->stall_ms;
    return ms;
}
