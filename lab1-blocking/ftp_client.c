/* ftp_client, one file after another: the second is asked for when the first is there. */
#include "ftp_client_options.h"
#include "ftp_talk.h"
#include "process.h"

int
main(int argc, char **argv)
{
    struct ftp_client_options options = ftp_client_options(argc, argv);
    struct progress progress;
    int status;

    process_prepare();
    process_leave_no_core();
    progress_begin(&progress, options.jobs, options.count, options.quiet);

    /* Step 1: take the next job */
    for (unsigned i = 0; i < options.count; i++) {
        ftp_talk(&options.jobs[i], options.timeout, &progress); /* steps 2 to 5 */
        progress_update(&progress);
    }

    status = progress_end(&progress);
    ftp_client_options_end(&options);
    return status;
}
