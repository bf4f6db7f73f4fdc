/* Does one job with an FTP server, waiting for it in system calls.
 *
 * @COURSE@, @TERM@: exercise 1.4 in handout/lab1.md */
#include "ftp_talk.h"

#include "connect.h"
#include "ftp_dialogue.h"
#include "waits.h"

#include <unistd.h>

void
ftp_talk(struct ftp_job *job, double timeout, struct progress *progress)
{
    (void)timeout, (void)progress;

    /* Step 3: begin the dialogue
     * In a function of its own, above this one, as in ftp_serve.c. */

    /* Step 4: give it what it needs
     * Until ftp_dialogue_next() says FTP_NEED_CLOSE.  The same switch as in ftp_serve.c. */

    /* Step 2: connect
     * ftp_job_begin() comes first: it opens the file at this end.  If one of the two fails, the job
     * has failed: say why with ftp_job_fail(), and finish it, as below. */
    ftp_job_fail(job, "not written yet");
    ftp_job_finish(job);

    /* Step 5: hang up */
}
