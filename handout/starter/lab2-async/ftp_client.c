/* ftp_client, several files at a time in one thread: when one transfer ends, its last callback
 * takes the next job.
 *
 * @COURSE@, @TERM@: exercise 2.3d in handout/lab2-async.md */
#include "connect.h"
#include "data_connection.h"
#include "ftp_client_options.h"
#include "ftp_dialogue.h"
#include "ftp_tree.h"
#include "loop.h"
#include "process.h"
#include "progress.h"

#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct progress progress;
    int status;

    process_prepare();
    progress_begin(&progress, &options.jobs, options.quiet);

    /* Step 5: hang up
     * ftp_tree_grow() may bring more jobs; then take the next, if there is one. */

    /* Step 3: begin the dialogue
     * When the connection is there. */

    /* Step 4: give it what it needs
     * The switch of lab1-blocking/ftp_talk.c.  Where that one waits, this one returns. */

    /* Step 2: connect
     * ftp_job_begin() comes first.  connect_begin() looks the host's name up and
     * connects a bufferevent. */

    /* Step 1: take the next job
     * options.parallel of them at the start. */

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
