/* tasks, a thread for each: they wait at the same time, and compute on as many processors as there
 * are.
 *
 * @COURSE@, @TERM@: exercise 2.1a in handout/lab2-threads.md */
#include "tasks.h"

#include "clock.h"

#include <pthread.h>
#include <time.h>

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    double start = clock_now();

    /* Step 2: wait, or compute
     * As in lab 1. */

    /* Step 3: say hello
     * As in lab 1. */

    /* Step 1: start every task
     * In a thread each, with an argument of its own. */

    /* Step 4: wait until all are done */

    return tasks_summary(&options, clock_now() - start);
}
