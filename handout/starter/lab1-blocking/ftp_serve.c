/* Serves one FTP client, waiting for it in system calls.
 *
 * @COURSE@, @TERM@: exercise 1.3 in handout/lab1.md */
#include "ftp_serve.h"

#include "clock.h"
#include "ftp_session.h"
#include "waits.h"

#include <sys/socket.h>

/* What the session may need is listed in ftp_need.h.  A function for each answer that is longer
 * than a line or two keeps the switch readable. */

void
ftp_serve(int control, const struct ftp_service *service)
{
    (void)control, (void)service;

    /* Step 3: begin the session
     * It wants to know both ends of the connection: net_local(), net_peer().  net_set_control()
     * prepares the socket; net_set_patience() bounds how long it may wait. */

    /* Step 4: give it what it needs
     * Until ftp_session_next() says FTP_NEED_CLOSE. */

    /* Step 5: each side closes its own writer
     * Two seconds are enough, and none if the client has ended already: s.wire.ended. */
}
