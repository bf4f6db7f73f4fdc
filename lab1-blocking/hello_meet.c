/* Is one client of a hello server, waiting for it in system calls.  lab2-threads runs this file
 * unchanged, once in each thread; lab2-async does the same in callbacks. */
#include "hello_meet.h"

#include "clock.h"
#include "connect.h"
#include "net.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool
read_greeting(int server, struct hello *h, unsigned number)
{
    enum step result;
    int error;

    /* Step 2: read exactly what is expected */
    net_set_patience(server, HELLO_STALL);
    do
        result = hello_receive(h, server);
    while (result == STEP_MORE);
    if (result == STEP_DONE)
        return true;
    error = result == STEP_WAIT ? ETIMEDOUT : errno;
    hello_complain(number, h, error == ENODATA ? NULL : strerror(error));
    return false;
}

bool
hello_meet(const struct hello_client_options *options, unsigned number)
{
    struct hello h = {.expect = options->expect};
    double start = clock_now();
    const char *why;
    bool good;
    int server;

    /* Step 1: connect */
    server = connect_to(options->host, options->port, HELLO_STALL, &why);
    if (server < 0) {
        hello_complain(number, &h, why);
        return false;
    }
    good = read_greeting(server, &h, number);
    /* Step 3: print */
    if (good)
        hello_print(number, &h, clock_now() - start);

    /* Step 4: each side closes its own writer */
    shutdown(server, SHUT_WR);
    close(server);
    return good;
}
