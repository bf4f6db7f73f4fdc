/* ftp_client, one file after another: the second is asked for when the first is there.
 *
 * @COURSE@, @TERM@: exercise 1.4 in handout/lab1.md */
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "ftp_tree.h"
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
     * ftp_jobs_take() gives it, or NULL.  ftp_talk() does it, steps 2 to 5.  A directory that was
     * listed makes more jobs: ftp_tree_grow() after each. */

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
