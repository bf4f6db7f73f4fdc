/* hello_client, one client after another: the second connects when the first is done.
 *
 * @COURSE@, @TERM@: exercise 1.1 in handout/lab1.md */
#include "clock.h"
#include "hello_meet.h"
#include "process.h"

int
main(int argc, char **argv)
{
    struct hello_client_options options = hello_client_options(argc, argv);
    double start = clock_now();
    unsigned good = 0;

    process_prepare();
    /* Clients are numbered from 1; hello_meet() is one of them, steps 1 to 4.  Count the good. */

    return hello_summary(good, options.clients, clock_now() - start);
}
