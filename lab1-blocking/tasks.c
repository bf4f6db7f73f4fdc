/* tasks, one after another: each waits, or computes, before the next begins. */
#include "tasks.h"

#include "clock.h"

#include <time.h>

static void
task(const struct tasks_options *options, unsigned number)
{
    struct timespec time = clock_timespec(options->seconds);

    /* Step 2: wait, or compute */
    if (options->compute)
        tasks_compute(options);
    else
        nanosleep(&time, NULL);
    /* Step 3: say hello */
    tasks_hello(number);
}

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    double start = clock_now();

    /* Step 1: start every task */
    for (unsigned i = 0; i < options.tasks; i++)
        task(&options, i);

    return tasks_summary(&options, clock_now() - start);
}
