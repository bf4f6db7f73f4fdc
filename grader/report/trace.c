/* trace.c: the timelines as Chrome's trace events: a process a server, a thread a connection. */
#include <jansson.h>

#include "forms.h"
#include "timeline.h"

static void
name_it(json_t *events, const char *what, int pid, int tid, const char *name)
{
    json_array_append_new(events, json_pack("{ss ss si si s{ss}}", "name", what, "ph", "M", "pid",
                                            pid, "tid", tid, "args", "name", name));
}

static void
add_span(json_t *events, const char *name, int pid, int tid, struct span span)
{
    if (span.until > span.from)
        json_array_append_new(events, json_pack("{ss ss ss si si si si}", "name", name, "cat",
                                                "conn", "ph", "X", "ts", span.from, "dur",
                                                span.until - span.from, "pid", pid, "tid", tid));
}

static void
add_job(json_t *events, const struct job *job, int pid)
{
    const struct timeline *t = &job->record->timeline;
    char client[24];

    name_it(events, "process_name", pid, 0, job->id);
    for (int i = 0; i < t->count; i++) {
        snprintf(client, sizeof client, "client %d", i + 1);
        name_it(events, "thread_name", pid, i + 1, client);
        add_span(events, "waiting", pid, i + 1, lane_waiting(t, i));
        add_span(events, "served", pid, i + 1, lane_served(t, i));
    }
}

void
form_trace(FILE *out, const struct grading *g, const struct options *o)
{
    json_t *events = json_array(), *all;
    int pid = 0;

    (void)o;
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].record->timeline.count > 0)
            add_job(events, &g->jobs[i], ++pid);
    all = json_pack("{ss so}", "displayTimeUnit", "ms", "traceEvents", events);
    if (all != NULL)
        json_dumpf(all, out, JSON_COMPACT | JSON_ENSURE_ASCII);
    fputc('\n', out);
    json_decref(all);
}
