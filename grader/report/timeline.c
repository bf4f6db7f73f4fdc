/* timeline.c: how clients waited and were served: the arithmetic, and the picture for terminals. */
#include "timeline.h"

#include <string.h>

#define COLUMNS_EACH 25 /* of one lab in the terminal */

int32_t
timeline_end(const struct timeline *t)
{
    int32_t end = 1;

    for (int i = 0; i < t->count; i++) {
        const struct lane *lane = &t->lanes[i];
        end = lane->first > end ? lane->first : end;
        end = lane->end > end ? lane->end : end;
        end = lane->connected > end ? lane->connected : end;
    }
    return end;
}

struct span
lane_served(const struct timeline *t, int client)
{
    const struct lane *lane = &t->lanes[client];
    struct span s = {lane->first - t->work_us, lane->first};

    if (lane->first < 0)
        return (struct span){0, 0};
    if (s.from < lane->connected || t->work_us == 0)
        s.from = lane->connected;
    return s;
}

struct span
lane_waiting(const struct timeline *t, int client)
{
    const struct lane *lane = &t->lanes[client];

    if (lane->first < 0)
        return (struct span){lane->connected, timeline_end(t)};
    return (struct span){lane->connected, lane_served(t, client).from};
}

int32_t
timeline_unit(const struct timeline *t)
{
    return t->work_us > 0 ? t->work_us : timeline_end(t);
}

int
timeline_units(const struct grading *g, const char *check)
{
    int units = 1;

    for (size_t l = 0; l < LAB_COUNT; l++) {
        const struct job *job = timed_job(g, check, &all_labs[l]);
        if (job == NULL)
            continue;
        const struct timeline *t = &job->record->timeline;
        int32_t unit = timeline_unit(t);
        int here = (timeline_end(t) + unit / 2) / unit; /* a little too late is no unit more */
        units = here > units ? here : units;
    }
    return units;
}

/* ---- the picture for terminals ------------------------------------------------------------- */

static char
letter(const struct timeline *t, int client, int64_t moment)
{
    struct span waiting = lane_waiting(t, client), served = lane_served(t, client);

    if (moment >= served.from && moment < served.until)
        return '#';
    return moment >= waiting.from && moment < waiting.until ? '.' : ' ';
}

/* What a client did in the middle of each column's time. */
static void
bar(char out[COLUMNS_EACH + 1], const struct timeline *t, int client, int units)
{
    memset(out, '\0', COLUMNS_EACH + 1);
    for (int c = 0; c < COLUMNS_EACH; c++) {
        int64_t moment = (int64_t)timeline_unit(t) * units * (2 * c + 1) / (2 * COLUMNS_EACH);
        out[c] = client < t->count ? letter(t, client, moment) : ' ';
    }
}

static void
put_line(FILE *out, const char *line)
{
    size_t n = strlen(line);

    while (n > 0 && line[n - 1] == ' ')
        n--;
    fprintf(out, "  %.*s\n", (int)n, line);
}

static void
compare(FILE *out, const struct grading *g, const char *check, const struct job *jobs[LAB_COUNT])
{
    int units = timeline_units(g, check);
    char line[40 + LAB_COUNT * (COLUMNS_EACH + 2)], one[COLUMNS_EACH + 1];

    fprintf(out, "\n%s: how the clients waited (.) and were served (#)\n", check);
    snprintf(line, sizeof line, "%-8s  %-*s  %-*s  %s", "", COLUMNS_EACH, all_labs[0].name,
             COLUMNS_EACH, all_labs[1].name, all_labs[2].name);
    put_line(out, line);
    for (int i = 0; i < jobs[0]->record->timeline.count; i++) {
        int n = snprintf(line, sizeof line, "client %d", i + 1);
        for (size_t l = 0; l < LAB_COUNT; l++) {
            bar(one, &jobs[l]->record->timeline, i, units);
            n += snprintf(line + n, sizeof line - (size_t)n, "  %-*s", COLUMNS_EACH, one);
        }
        put_line(out, line);
    }
}

void
timeline_text(FILE *out, const struct grading *g)
{
    const struct job *jobs[LAB_COUNT];
    const char *check;

    for (size_t i = 0; (check = timed_check(g, i)) != NULL; i++) {
        size_t timed = 0;
        for (size_t l = 0; l < LAB_COUNT; l++) {
            jobs[l] = timed_job(g, check, &all_labs[l]);
            timed += jobs[l] != NULL;
        }
        if (timed == LAB_COUNT) {
            compare(out, g, check, jobs);
            return;
        }
    }
}
