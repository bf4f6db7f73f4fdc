/* ftp_client, several files at a time in one thread: when one job ends, the next begins.
 *
 * @COURSE@, @TERM@: exercise 2.3d in handout/lab2-async.md */
#include "connect.h"
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "loop.h"
#include "process.h"

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct progress progress;
    int status;

    process_prepare();
    progress_begin(&progress, &options.jobs, options.quiet);

    /* Step 1: take the next job
     * ftp_talk() begins it, and its callbacks do steps 2 to 5: options.parallel of them at the
     * start, and another whenever one has ended.  struct queue is what they share. */

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
