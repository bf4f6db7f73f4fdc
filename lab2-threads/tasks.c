/* tasks, a thread for each: they wait at the same time, and compute on as many processors as there
 * are.  The same as lab1-blocking, except that task() runs in a thread. */
#include "tasks.h"

#include "clock.h"

#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STACK = 64 * 1024 }; /* bytes: printf(3) is the deepest call, the default is 8 MiB */

/* A thread's argument: one for each, since all of them run at the same time. */
struct task {
    pthread_t thread;
    const struct tasks_options *options;
    unsigned number;
};

static void
task(const struct tasks_options *options, unsigned number)
{
    struct timespec time = clock_timespec(options->seconds);

    if (options->compute)
        tasks_compute(options);
    else
        nanosleep(&time, NULL);
    tasks_hello(number);
}

static void *
run_task(void *argument)
{
    const struct task *t = argument;

    task(t->options, t->number);
    return NULL;
}

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    struct task *tasks = calloc(options.tasks, sizeof *tasks);
    pthread_attr_t attributes;
    double start = clock_now();

    if (tasks == NULL)
        err(1, "no room for %u tasks", options.tasks);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);

    for (unsigned i = 0; i < options.tasks; i++) {
        int failure;

        tasks[i] = (struct task){.options = &options, .number = i};
        failure = pthread_create(&tasks[i].thread, &attributes, run_task, &tasks[i]);
        if (failure != 0)
            errx(1, "cannot start thread %u: %s", i, strerror(failure));
    }
    for (unsigned i = 0; i < options.tasks; i++)
        pthread_join(tasks[i].thread, NULL);

    free(tasks);
    return tasks_summary(&options, clock_now() - start);
}
