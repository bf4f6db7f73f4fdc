/* tasks, all in one event loop: they wait at the same time, but compute one after another, since
 * there is only one thread.  Where lab1-blocking sleeps, this sets a timer and returns. */
#include "tasks.h"

#include "clock.h"
#include "loop.h"

#include <err.h>
#include <event2/event.h>
#include <stdlib.h>

struct task {
    const struct tasks_options *options;
    unsigned number;
};

static void
on_time(evutil_socket_t none, short what, void *argument)
{
    const struct task *t = argument;

    (void)none, (void)what;
    /* Step 2: wait, or compute */
    if (t->options->compute)
        tasks_compute(t->options);
    /* Step 3: say hello */
    tasks_hello(t->number);
}

/* A task that computes has nothing to wait for: its time comes at once. */
static void
start_task(struct event_base *base, struct task *task)
{
    struct timeval time = loop_time(task->options->compute ? 0 : task->options->seconds);

    if (event_base_once(base, -1, EV_TIMEOUT, on_time, task, &time) != 0)
        errx(1, "cannot start task %u", task->number);
}

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    struct event_base *base = event_base_new();
    struct task *tasks = calloc(options.tasks, sizeof *tasks);
    double start = clock_now();

    if (base == NULL || tasks == NULL)
        err(1, "no room for %u tasks", options.tasks);

    /* Step 1: start every task */
    for (unsigned i = 0; i < options.tasks; i++) {
        tasks[i] = (struct task){.options = &options, .number = i};
        start_task(base, &tasks[i]);
    }
    /* Step 4: wait until all are done */
    event_base_dispatch(base);

    free(tasks);
    event_base_free(base);
    return tasks_summary(&options, clock_now() - start);
}
