/* ftp_client, one file after another: the second is asked for when the first is there. */
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "ftp_tree.h"
#include "process.h"

#include <stddef.h>

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct progress progress;
    struct ftp_job *job;
    int status;

    process_prepare();
    process_leave_no_core(false);
    progress_begin(&progress, &options.jobs, options.quiet);

    /* Step 1: take the next job */
    while ((job = ftp_jobs_take(&options.jobs)) != NULL) {
        ftp_talk(job, options.timeout, &progress); /* steps 2 to 5 */
        ftp_tree_grow(&options.jobs, job);
        progress_update(&progress);
    }

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
