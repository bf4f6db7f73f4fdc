/* hello_client, a thread for each client: all connect at the same time.
 *
 * @COURSE@, @TERM@: exercise 2.1b in handout/lab2-threads.md */
#include "clock.h"
#include "hello_meet.h"
#include "process.h"

#include <pthread.h>

int
main(int argc, char **argv)
{
    struct hello_client_options options = hello_client_options(argc, argv);
    double start = clock_now();
    unsigned good = 0;

    process_prepare();
    /* A struct for each thread: which client it is, whether all went well.  Start all of them; then
     * join all of them, and count the good.  hello_meet() does steps 1 to 4, as in lab 1. */

    return hello_summary(good, options.clients, clock_now() - start);
}
