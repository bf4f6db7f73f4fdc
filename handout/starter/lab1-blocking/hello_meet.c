/* Is one client of a hello server, waiting for it in system calls.
 *
 * @COURSE@, @TERM@: exercise 1.1 in handout/lab1.md */
#include "hello_meet.h"

#include "clock.h"
#include "connect.h"
#include "net.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

bool
hello_meet(const struct hello_client_options *options, unsigned number)
{
    (void)options, (void)number;

    /* Step 2: read exactly what is expected
     * This is worth a function of its own, above this one.  hello_receive() is one recv(2): it says
     * whether all has come.  What goes wrong is a line on stderr: hello_complain(). */

    /* Step 1: connect
     * connect_to() says why it could not. */

    /* Step 3: print
     * hello_print() wants to know how long it took, from before connecting. */

    /* Step 4: each side closes its own writer */

    return false;
}
