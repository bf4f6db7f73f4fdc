/* tell.c: all that a student is told about one check, in lines, for forms that take a text. */
#include <string.h>

#include "forms.h"

#define CUT "... (lines left out)\n"

static void
line(FILE *out, const char *heading, const char *text)
{
    if (text[0] != '\0')
        fprintf(out, "%s: %s\n", heading, text);
}

/* Whole lines from the beginning and from the end of the text, room bytes at most. */
static void
put_cut(FILE *out, const char *text, size_t room)
{
    const char *end = text + strlen(text), *head = text, *tail = end, *next;

    if (room < 2 * sizeof CUT)
        return;
    room -= sizeof CUT;
    while ((next = strchr(head, '\n')) != NULL && (size_t)(next + 1 - text) <= room / 2)
        head = next + 1;
    for (next = end - room / 2; next < end && next[-1] != '\n'; next++)
        continue;
    tail = next;
    fwrite(text, 1, (size_t)(head - text), out);
    fputs(CUT, out);
    fwrite(tail, 1, (size_t)(end - tail), out);
}

static void
evidence(FILE *out, const char *heading, const char *text, size_t room)
{
    size_t used = strlen(heading) + 3;

    if (text[0] == '\0' || room < used)
        return;
    fprintf(out, "%s:\n", heading);
    if (strlen(text) + used <= room)
        fputs(text, out);
    else
        put_cut(out, text, room - used);
}

static void
explain(FILE *out, const struct grading *g, const struct job *job, const struct options *o)
{
    const struct record *r = job->record;
    char again[800];

    report_again(again, sizeof again, g, job, o);
    line(out, "checks", job->rule->words[RUBRIC_WHAT]);
    line(out, "expected", r->expected);
    line(out, "came", report_came(job));
    line(out, "why it matters", report_matters(job));
    line(out, "look at", report_hint(job));
    line(out, "handout", report_see(job));
    line(out, "again", again);
}

char *
report_tell(char *out, size_t size, const struct grading *g, const struct job *job,
            const struct options *o, bool seen)
{
    const struct record *r = job->record;
    FILE *f = fmemopen(out, size - 1, "w");
    char verdict[200];

    memset(out, '\0', size);
    if (f == NULL)
        return out;
    record_verdict(r, verdict, sizeof verdict);
    if (!seen && job->rule->visibility != VISIBLE)
        fprintf(f, "%s\n", verdict_word(r->verdict));
    else if (r->verdict == V_PASS)
        fprintf(f, "%s\n", r->why);
    else
        fprintf(f, "%s: %s\n", verdict, r->why);
    if (outcome_of(r) != OUTCOME_PASSED && r->verdict != V_SKIPPED && r->verdict != V_NOT_RUN &&
        (seen || job->rule->visibility == VISIBLE)) {
        explain(f, g, job, o);
        evidence(f, "what was said", r->transcript, size - 1 - (size_t)ftell(f));
        evidence(f, "what the programs wrote", r->output, size - 1 - (size_t)ftell(f));
    }
    fclose(f);
    out[size - 1] = '\0';
    return out;
}
