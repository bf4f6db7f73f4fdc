/* github.c: the report as a step's output in GitHub Classroom: result=BASE64.
 *
 * Its reporter shows passed / total * max_score in one place and the sum of the scores in another.
 * Both agree when all tests are worth the same, so a check stands there as several equal parts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compact.h"
#include "forms.h"

#define GRAIN     1000 /* points are counted in thousandths */
#define PARTS_MAX 1000

static long
grains(double points)
{
    return lround(points * GRAIN);
}

static long
common_divisor(long a, long b)
{
    return b == 0 ? a : common_divisor(b, a % b);
}

/* What each part is worth: the most that measures every check and what it earned. Should that
 * make too many parts, a share of a check's points is rounded down to whole parts. */
static long
part_size(const struct grading *g)
{
    long whole = 0, size;

    for (size_t i = 0; i < g->count; i++)
        whole = common_divisor(whole, grains(g->jobs[i].rule->points));
    size = whole;
    for (size_t i = 0; i < g->count; i++)
        size = common_divisor(size, grains(earned(&g->jobs[i])));
    return size > 0 && grains(grading_total(g, NULL).max) / size > PARTS_MAX ? whole : size;
}

/* A runner obeys lines that begin with ::, and ##[ anywhere, wherever they are printed. */
static void
guard(char *text)
{
    for (char *p = text; (p = strstr(p, "##[")) != NULL; p++)
        p[2] = '(';
    for (char *p = text; (p = strstr(p, "::")) != NULL; p++)
        p[0] = '.';
}

static const char *
status(const struct record *r, bool passed)
{
    enum outcome outcome = outcome_of(r);

    if (passed)
        return "pass";
    return outcome == OUTCOME_ERROR || r->verdict == V_INCONCLUSIVE ? "error" : "fail";
}

/* Part number i of a check; the first one that is not earned tells why. */
static json_t *
part(const struct grading *g, const struct job *job, const struct options *o, long i, long size)
{
    long of = grains(job->rule->points) / size, got = grains(earned(job)) / size;
    char name[140], text[2000] = "", again[800];

    snprintf(name, sizeof name, "%s", job->id);
    if (i > 0)
        snprintf(name, sizeof name, "%s (part %ld of %ld)", job->id, i + 1, of);
    if (i == got)
        report_tell(text, sizeof text, g, job, o, false);
    else if (i > got)
        snprintf(text, sizeof text, "see part %ld", got + 1);
    guard(text);
    report_again(again, sizeof again, g, job, o);
    guard(again);
    return json_pack("{ss ss sf ss ss ss si si}", "name", name, "status",
                     status(job->record, i < got), "score", i < got ? (double)size / GRAIN : 0.0,
                     "message", text, "test_code", again, "filename", "", "line_no", 0, "duration",
                     i == 0 ? (int)(job->record->seconds * 1000) : 0);
}

static void
base64(FILE *out, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = strlen(text);

    for (size_t i = 0; i < n; i += 3) {
        unsigned long v = (unsigned long)(unsigned char)text[i] << 16;
        v |= i + 1 < n ? (unsigned long)(unsigned char)text[i + 1] << 8 : 0;
        v |= i + 2 < n ? (unsigned long)(unsigned char)text[i + 2] : 0;
        fputc(digits[v >> 18], out);
        fputc(digits[v >> 12 & 63], out);
        fputc(i + 1 < n ? digits[v >> 6 & 63] : '=', out);
        fputc(i + 2 < n ? digits[v & 63] : '=', out);
    }
}

static const char *
overall(const struct grading *g)
{
    const char *worst = g->count > 0 ? "pass" : "error";

    for (size_t i = 0; i < g->count; i++) {
        const struct record *r = g->jobs[i].record;
        if (outcome_of(r) == OUTCOME_ERROR)
            return "error";
        if (outcome_of(r) != OUTCOME_PASSED)
            worst = "fail";
    }
    return worst;
}

void
form_github(FILE *out, const struct grading *g, const struct options *o)
{
    json_t *tests = json_array(), *all;
    long size = part_size(g);
    char *dump;

    for (size_t i = 0; i < g->count; i++)
        for (long k = 0; size > 0 && k < grains(g->jobs[i].rule->points) / size; k++)
            json_array_append_new(tests, part(g, &g->jobs[i], o, k, size));
    all = json_pack("{si ss sf so}", "version", 1, "status", overall(g), "max_score",
                    grading_total(g, NULL).max, "tests", tests);
    dump = all != NULL ? json_dumps(all, COMPACT) : NULL;
    fputs("result=", out);
    if (dump != NULL)
        base64(out, dump);
    fputc('\n', out);
    free(dump);
    json_decref(all);
}
