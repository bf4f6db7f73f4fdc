/* hello_client, all clients in one thread: libevent's bufferevents connect and read, and call back
 * when there is something.
 *
 * @COURSE@, @TERM@: exercise 2.3b in handout/lab2-async.md */
#include "clock.h"
#include "connect.h"
#include "hello.h"
#include "loop.h"
#include "process.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/util.h>

int
main(int argc, char **argv)
{
    struct hello_client_options options = hello_client_options(argc, argv);
    double start = clock_now();
    unsigned good = 0;

    process_prepare();

    /* Step 4: each side closes its own writer
     * shutdown(2), then bufferevent_free().  When nobody is left: event_base_loopbreak(). */

    /* Step 3: print */

    /* Step 2: read exactly what is expected
     * In the read callback: hello_take() what is in the input buffer, but no more than
     * hello_wanted(). In the event callback: the stream has ended, or there never was one. */

    /* Step 1: connect
     * A bufferevent for each client, and connect_begin(); then event_base_dispatch(). */

    return hello_summary(good, options.clients, clock_now() - start);
}
