/* tasks, one after another: each waits, or computes, before the next begins.
 *
 * @COURSE@, @TERM@: exercise 1.2 in handout/lab1.md */
#include "tasks.h"

#include "clock.h"

#include <time.h>

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    double start = clock_now();

    /* Step 2: wait, or compute
     * In a function of its own, above this one.  tasks_compute() computes, nanosleep(2) waits. */

    /* Step 3: say hello
     * Tasks are numbered from 0. */

    /* Step 1: start every task */

    return tasks_summary(&options, clock_now() - start);
}
