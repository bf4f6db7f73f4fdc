/* ftp_client, several files at a time: each of a few threads takes the next job until none is left.
 *
 * @COURSE@, @TERM@: exercise 2.1d in handout/lab2-threads.md */
#include "clock.h"
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "ftp_tree.h"
#include "process.h"

#include <pthread.h>

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct progress progress;
    int status;

    process_prepare();
    progress_begin(&progress, &options.jobs, options.quiet);

    /* Step 1: take the next job
     * In the threads' function: ftp_jobs_take() under a lock, then ftp_talk(), steps 2 to 5,
     * without the lock, then ftp_tree_grow() under it again.  No job left is the end only when no
     * thread is at work any more: a directory that is being listed may bring more.  Start
     * options.parallel threads. */

    /* While they work call progress_update() every PROGRESS_PERIOD seconds; at last join them all.
     */

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
