/* tasks, all in one event loop: they wait at the same time, but compute one after another, since
 * there is only one thread.
 *
 * @COURSE@, @TERM@: exercise 2.3a in handout/lab2-async.md */
#include "tasks.h"

#include "clock.h"
#include "loop.h"

#include <event2/event.h>

int
main(int argc, char **argv)
{
    struct tasks_options options = tasks_options(argc, argv);
    double start = clock_now();

    /* Step 2: wait, or compute
     * The callback of a timer: the waiting is over already. */

    /* Step 3: say hello */

    /* Step 1: start every task
     * event_base_once() with EV_TIMEOUT. */

    /* Step 4: wait until all are done
     * event_base_dispatch() returns when no timer is left. */

    return tasks_summary(&options, clock_now() - start);
}
