/* A listing from a hostile server becomes jobs that stay below: the first byte says of which form
 * the listing is. */
#include "ftp_command.h"
#include "ftp_tree.h"
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* No component leads up or is missing, and all of them are names that a file can have. */
static void
check_below(const char *below)
{
    for (const char *name = below; *name != '\0';) {
        size_t n = strcspn(name, "/");

        must(n > 0 && n <= NAME_MAX && memchr(name, '\n', n) == NULL);
        must(!(n == 1 && name[0] == '.') && !(n == 2 && name[0] == '.' && name[1] == '.'));
        name += n + (name[n] == '/');
    }
}

static void
check_job(const struct ftp_job *job)
{
    static const char top[] = "top/deep/";

    must(job->kind == FTP_GET || job->kind == FTP_TREE);
    must(strncmp(job->url.path, top, strlen(top)) == 0 && ftp_command_is_clean(job->url.path));
    check_below(job->url.path + strlen(top));
    check_below(job->below);
    must(job->kind == FTP_TREE || strcmp(job->below, "deep") == 0);
}

/* All of them have their turn, each after the one that it has to wait for. */
static void
take_all(struct ftp_jobs *jobs)
{
    unsigned taken = 0;

    for (struct ftp_job *job; (job = ftp_jobs_take(jobs)) != NULL; taken++) {
        must(job->after == NULL || job->after->state == FTP_JOB_DONE);
        job->state = FTP_JOB_DONE;
    }
    must(taken == jobs->count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ftp_jobs jobs = {0};
    struct ftp_job *tree = ftp_jobs_add(&jobs, FTP_TREE);
    const char *why;

    if (size == 0 || tree == NULL || !url_parse(&tree->url, "ftp://host/top/deep/", &why)) {
        ftp_jobs_end(&jobs);
        return 0;
    }
    tree->has_facts = data[0] & 1;
    tree->below = strdup("deep");
    tree->file = memfd_create("listing", MFD_CLOEXEC);
    must(write(tree->file, data + 1, size - 1) == (ssize_t)size - 1);
    tree->state = FTP_JOB_DONE;
    ftp_tree_grow(&jobs, tree);
    must(tree->file == -1);
    for (unsigned i = 1; i < jobs.count; i++)
        check_job(jobs.all[i]);
    take_all(&jobs);
    ftp_jobs_end(&jobs);
    return 0;
}
