/* Does one job with an FTP server, in callbacks of the event loop.
 *
 * @COURSE@, @TERM@: exercise 2.3d in handout/lab2-async.md */
#include "ftp_talk.h"

#include "connect.h"
#include "control_stream.h"
#include "data_connection.h"
#include "ftp_dialogue.h"
#include "ftp_tree.h"
#include "loop.h"

#include <event2/bufferevent.h>
#include <stdlib.h>

/* Step 5: hang up
 * ftp_tree_grow() may bring more jobs; progress_update() shows what has changed. */

/* Step 3: begin the dialogue
 * When the connection is there. */

/* Step 4: give it what it needs
 * The switch of lab1-blocking/ftp_talk.c.  Where that one waits, this one returns.  The control
 * connection is a bufferevent here: control_stream.h moves its bytes. */

void
ftp_talk(struct ftp_job *job, struct queue *q)
{
    (void)q;

    /* Step 2: connect
     * ftp_job_begin() comes first.  connect_begin() looks the host's name up and connects a
     * bufferevent. */
    ftp_job_fail(job, "not written yet");
    ftp_job_finish(job);
}
