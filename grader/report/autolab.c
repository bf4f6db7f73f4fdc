/* autolab.c: the report as Autolab's last two lines: feedback by stages, then the scores. */
#include <ctype.h>
#include <string.h>

#include "compact.h"
#include "forms.h"

/* Autolab's reader rewrites a bare "word:", also inside of strings. */
static json_t *
plain(const char *text)
{
    char safe[RECORD_TEXT];

    snprintf(safe, sizeof safe, "%s", text);
    for (char *p = safe; *p != '\0'; p++)
        if (*p == ':')
            *p = p[1] == ' ' ? ',' : '.';
    return json_string(safe);
}

static json_t *
stage_check(const struct job *job)
{
    json_t *object = json_object();
    bool passed = outcome_of(job->record) == OUTCOME_PASSED;

    json_object_set_new(object, "passed", json_boolean(passed));
    if (!passed && job->rule->visibility == VISIBLE)
        json_object_set_new(object, "hint", plain(job->record->why));
    return object;
}

static json_t *
stage(const struct grading *g, const struct lab *lab)
{
    json_t *object = json_object(), *order = json_array();

    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].lab == lab) {
            json_object_set_new(object, g->jobs[i].name, stage_check(&g->jobs[i]));
            json_array_append_new(order, json_string(g->jobs[i].name));
        }
    json_object_set_new(object, "Score", json_real(grading_total(g, lab).points));
    json_array_append_new(order, json_string("Score"));
    json_object_set_new(object, "_order", order);
    return object;
}

/* The scores, and in the scoreboard the sum and, where it was measured, the longest stall. */
void
form_autolab(FILE *out, const struct grading *g, const struct options *o)
{
    json_t *scores = json_object(), *stages = json_array(), *feedback = json_object();
    json_t *board = json_pack("[f]", grading_total(g, NULL).points);

    (void)o;
    json_object_set_new(feedback, "_presentation", json_string("semantic"));
    json_object_set_new(feedback, "stages", stages);
    for (size_t l = 0; l < LAB_COUNT; l++) {
        struct total t = grading_total(g, &all_labs[l]);
        if (t.count == 0)
            continue;
        json_object_set_new(scores, all_labs[l].name, json_real(t.points));
        json_array_append_new(stages, json_string(all_labs[l].name));
        json_object_set_new(feedback, all_labs[l].name, stage(g, &all_labs[l]));
    }
    if (longest_stall(g) > 0)
        json_array_append_new(board, json_real(longest_stall(g)));
    compact_line(out, feedback);
    compact_line(out, json_pack("{so so}", "scores", scores, "scoreboard", board));
}
