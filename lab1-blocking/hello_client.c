/* hello_client, one client after another: the second connects when the first is done. */
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
    for (unsigned i = 1; i <= options.clients; i++)
        good += hello_meet(&options, i); /* steps 1 to 4 */

    return hello_summary(good, options.clients, clock_now() - start);
}
