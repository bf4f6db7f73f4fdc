/* report.c: what the forms of the report share. */
#include "report.h"

#include "supervise.h"

void
report_write(FILE *out, const struct grading *g, const struct options *o)
{
    static void (*const forms[])(FILE *, const struct grading *, const struct options *) = {
        [FORMAT_TABLE] = report_table,
        [FORMAT_JSON] = report_json,
        [FORMAT_TAP] = report_tap,
        [FORMAT_JUNIT] = report_junit,
        [FORMAT_GRADESCOPE] = report_gradescope,
        [FORMAT_AUTOLAB] = report_autolab,
        [FORMAT_GITHUB] = report_github,
        [FORMAT_PRAIRIELEARN] = report_prairielearn,
    };

    forms[o->format](out, g, o);
    fflush(out);
}

bool
report_is_platform(enum format format)
{
    return format >= FORMAT_GRADESCOPE;
}

void
report_again(char *text, size_t size, const struct grading *g, const struct job *job,
             const struct options *o)
{
    snprintf(text, size, "grader/run_all --only %s --seed %llu%s%s", job->id,
             (unsigned long long)o->seed, o->submission_count > 0 ? " " : "",
             o->submission_count > 0 ? g->name : "");
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
