/* timeline_figure.c: the timelines in report.html: a drawing for each lab, and a table of them. */
#include <string.h>

#include "html.h"
#include "timeline.h"

/* The drawing in its own units; the browser scales it. */
enum {
    WIDTH = 340,
    LEFT = 58, /* where the time begins */
    RIGHT = 16,
    ROW = 22,
    BAR = 14,
    AXIS = 24,
};

static double
x_of(int64_t us, const struct timeline *t, int units)
{
    double at = (double)us / ((double)timeline_unit(t) * units);

    return LEFT + (WIDTH - LEFT - RIGHT) * (at > 1.02 ? 1.02 : at);
}

static void
bar(FILE *out, const struct timeline *t, int units, int client, struct span s, const char *class)
{
    double from = x_of(s.from, t, units), until = x_of(s.until, t, units);

    if (until - from > 0.5)
        fprintf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                class, from, client * ROW + (ROW - BAR) / 2, until - from, BAR);
}

static void
axis(FILE *out, const struct timeline *t, int units, int height)
{
    int step = units > 8 ? (units + 4) / 5 : 1;

    fprintf(out, "<text x=\"0\" y=\"%d\">ms</text>\n", height + AXIS - 8);
    for (int u = 0; u <= units; u += step) {
        double x = x_of((int64_t)timeline_unit(t) * u, t, units);
        fprintf(out, "<path class=\"tick\" d=\"M%.1f 0V%d\"/>", x, height);
        fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>\n", x,
                height + AXIS - 8, timeline_unit(t) / 1000.0 * u);
    }
}

/* Beside the bar, or where that ends too far to the right, on the left of its end. */
static double
never_at(const struct timeline *t, int client, int units)
{
    double end = x_of(lane_waiting(t, client).until, t, units);

    return end + 80 < WIDTH ? end + 5 : WIDTH - 80;
}

static void
drawing(FILE *out, const struct job *job, int units)
{
    const struct timeline *t = &job->record->timeline;
    int height = t->count * ROW;

    fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, height + AXIS);
    markup_format(out, "%s: %d clients, the last one done after %.0f ms; the table has the times",
                  job->lab->name, t->count, timeline_end(t) / 1000.0);
    fprintf(out, "\">\n");
    axis(out, t, units, height);
    for (int i = 0; i < t->count; i++) {
        fprintf(out, "<text x=\"0\" y=\"%d\">client %d</text>\n", i * ROW + ROW / 2 + 4, i + 1);
        bar(out, t, units, i, lane_waiting(t, i), "waiting");
        bar(out, t, units, i, lane_served(t, i), "served");
        if (t->lanes[i].first < 0)
            fprintf(out, "<text x=\"%.1f\" y=\"%d\">never served</text>\n", never_at(t, i, units),
                    i * ROW + ROW / 2 + 4);
    }
    fprintf(out, "</svg>\n");
}

static void
panel(FILE *out, const struct job *job, int units)
{
    fprintf(out, "<div class=\"panel\">\n<h4>%s</h4>\n", job->lab->name);
    drawing(out, job, units);
    fprintf(out, "</div>\n");
}

static void
milliseconds(FILE *out, int32_t us)
{
    if (us < 0)
        fprintf(out, "<td class=\"number\">never</td>");
    else
        fprintf(out, "<td class=\"number\">%.0f</td>", us / 1000.0);
}

static void
row(FILE *out, const struct job *job, int client)
{
    const struct timeline *t = &job->record->timeline;
    const struct lane *lane = &t->lanes[client];
    struct span waiting = lane_waiting(t, client), served = lane_served(t, client);

    fprintf(out, "<tr><th scope=\"row\">%s, client %d</th>", job->lab->name, client + 1);
    milliseconds(out, waiting.until - waiting.from);
    milliseconds(out, lane->first < 0 ? -1 : served.until - served.from);
    milliseconds(out, lane->end);
    fprintf(out, "</tr>\n");
}

static void
numbers(FILE *out, const struct grading *g, const char *check)
{
    fprintf(out,
            "<details><summary>The same in numbers</summary>\n<table class=\"numbers\">\n"
            "<caption>%s, in milliseconds</caption>\n<thead><tr><th scope=\"col\">Client</th>"
            "<th scope=\"col\">waited</th><th scope=\"col\">was served for</th>"
            "<th scope=\"col\">was done at</th></tr></thead>\n<tbody>\n",
            check);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        const struct job *job = timed_job(g, check, &all_labs[l]);
        for (int i = 0; job != NULL && i < job->record->timeline.count; i++)
            row(out, job, i);
    }
    fprintf(out, "</tbody>\n</table>\n</details>\n");
}

static const struct job *
any_timed(const struct grading *g, const char *check)
{
    const struct job *job = NULL;

    for (size_t l = 0; l < LAB_COUNT && job == NULL; l++)
        job = timed_job(g, check, &all_labs[l]);
    return job;
}

static void
legend(FILE *out, const struct grading *g, const char *check)
{
    const struct job *job = any_timed(g, check);

    fprintf(out,
            "<figcaption><span class=\"key\"><svg viewBox=\"0 0 28 14\" aria-hidden=\"true\">"
            "<rect class=\"waiting\" x=\"1\" y=\"1\" width=\"26\" height=\"12\"/></svg> waiting"
            "</span> <span class=\"key\"><svg viewBox=\"0 0 28 14\" aria-hidden=\"true\">"
            "<rect class=\"served\" x=\"1\" y=\"1\" width=\"26\" height=\"12\"/></svg> "
            "being served</span>\n<span>");
    markup_text(out, job->rule->words[RUBRIC_WHAT]);
    fprintf(out, "</span></figcaption>\n");
}

/* The pattern has an id, which may stand in a page only once: the first figure has it. */
static void
patterns(FILE *out)
{
    fprintf(out,
            "<svg class=\"none\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
            "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
            "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" "
            "height=\"6\"/><path class=\"hatch-line\" d=\"M1 0V6\"/></pattern></defs></svg>\n");
}

void
timeline_figure(FILE *out, const struct grading *g, const char *check)
{
    int units = timeline_units(g, check);

    if (strcmp(check, timed_check(g, 0)) == 0)
        patterns(out);
    fprintf(out, "<figure>\n<h3>%s</h3>\n<div class=\"panels\">\n", check);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        const struct job *job = timed_job(g, check, &all_labs[l]);
        if (job != NULL)
            panel(out, job, units);
    }
    fprintf(out, "</div>\n");
    legend(out, g, check);
    numbers(out, g, check);
    fprintf(out, "</figure>\n");
}
