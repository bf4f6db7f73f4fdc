/* The command line of ftp_client: a verb, options, and what to fetch, store or list. */
#include "ftp_client_options.h"

#include "net.h"
#include "options.h"

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE_ERROR = 2 };

/* What all jobs of a command line have in common. */
struct wish {
    const char *directory;
    bool resume;
    bool recursive;
    bool active;
    bool long_listing;
};

static struct ftp_job *
add_job(struct ftp_jobs *jobs, enum ftp_job_kind kind, const struct wish *wish, const char *url)
{
    struct ftp_job *job = ftp_jobs_add(jobs, kind);
    const char *why;

    if (job == NULL)
        err(1, "%s", url);
    job->resume = wish->resume;
    job->active = wish->active;
    job->long_listing = wish->long_listing;
    if (url_parse(&job->url, url, &why))
        return job;
    if (why == NULL)
        err(1, "%s", url);
    errx(USAGE_ERROR, "%s: %s", strchr(url, '@') == NULL ? url : "the URL", why); /* no password */
}

static void
plan_get(struct ftp_client_options *o, const struct wish *wish, char **urls, int count)
{
    if (count < 1)
        errx(USAGE_ERROR, "get takes URLs; try --help");
    o->directory = open(wish->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (o->directory < 0)
        err(1, "%s", wish->directory);
    for (int i = 0; i < count; i++) {
        bool tree = wish->recursive && *urls[i] != '\0' && urls[i][strlen(urls[i]) - 1] == '/';

        if (wish->recursive && !tree)
            errx(USAGE_ERROR, "%s: get -r takes directories, with a slash at their end", urls[i]);
        add_job(&o->jobs, tree ? FTP_TREE : FTP_GET, wish, urls[i])->directory = o->directory;
    }
    if (!ftp_jobs_keep_apart(&o->jobs, 0))
        err(1, "get");
}

/* "name" with what a URL may not hold written as %-escapes; freed by the caller. */
static char *
escape(const char *name)
{
    char *escaped = malloc(3 * strlen(name) + 1);
    char *out = escaped;

    if (escaped == NULL)
        err(1, "%s", name);
    for (; *name != '\0'; name++) {
        unsigned char byte = (unsigned char)*name;

        if (byte <= ' ' || byte >= 127 || strchr("%?#;", byte) != NULL)
            out += sprintf(out, "%%%02X", byte);
        else
            *out++ = (char)byte;
    }
    *out = '\0';
    return escaped;
}

static void
plan_put(struct ftp_client_options *o, const struct wish *wish, char **operands, int count)
{
    const char *directory = count < 2 ? "" : operands[count - 1];

    if (count < 2 || *directory == '\0' || directory[strlen(directory) - 1] != '/')
        errx(USAGE_ERROR, "put takes files and the URL of a directory, with a slash at its end");
    for (int i = 0; i < count - 1; i++) {
        const char *slash = strrchr(operands[i], '/');
        char *name = escape(slash == NULL ? operands[i] : slash + 1);
        char *url = malloc(strlen(directory) + strlen(name) + 1);

        if (url == NULL)
            err(1, "%s", operands[i]);
        sprintf(url, "%s%s", directory, name);
        add_job(&o->jobs, FTP_PUT, wish, url)->local = operands[i];
        free(url);
        free(name);
    }
}

static void
plan_list(struct ftp_client_options *o, const struct wish *wish, char **urls, int count)
{
    if (count != 1)
        errx(USAGE_ERROR, "ls takes one URL; try --help");
    add_job(&o->jobs, FTP_LIST, wish, urls[0]);
}

struct ftp_client_options
ftp_client_options(int argc, char **argv)
{
    struct ftp_client_options o = {.parallel = 4, .timeout = 30, .directory = -1};
    struct wish wish = {.directory = "."};
    const struct option_row rows[] = {
        {OPTION_TEXT, "output", 'o', &wish.directory, "DIR", "get: where the files go"},
        {OPTION_FLAG, "continue", 'c', &wish.resume, NULL, "get, put: go on where it broke off"},
        {OPTION_FLAG, "recursive", 'r', &wish.recursive, NULL, "get: whole directories"},
        {OPTION_COUNT, "jobs", 'j', &o.parallel, "N", "get, put: so many at a time"},
        {OPTION_FLAG, "long", 'l', &wish.long_listing, NULL, "ls: with sizes and times"},
        {OPTION_FLAG, "active", 0, &wish.active, NULL, "let the server connect to us for data"},
        {OPTION_SECONDS, "timeout", 0, &o.timeout, "S", "silence to bear with"},
        {OPTION_FLAG, "quiet", 0, &o.quiet, NULL, "show no progress"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {
        "get [OPTION]... URL... | put [OPTION]... FILE... URL/ | ls [OPTION]... URL",
        "Fetches, stores and lists files on FTP servers: ftp://[user[:password]@]host[:port]/path",
        rows};
    int first = options_read(&table, argc, argv);
    const char *verb = first < argc ? argv[first] : "";
    char **operands = argv + first + 1;
    int count = argc - first - 1;

    if (o.timeout <= 0)
        errx(USAGE_ERROR, "--timeout takes more than 0 seconds");
    if (strcmp(verb, "get") == 0)
        plan_get(&o, &wish, operands, count);
    else if (strcmp(verb, "put") == 0)
        plan_put(&o, &wish, operands, count);
    else if (strcmp(verb, "ls") == 0)
        plan_list(&o, &wish, operands, count);
    else
        errx(USAGE_ERROR, "what shall I do: get, put or ls? Try --help");
    return o;
}

void
ftp_client_options_end(struct ftp_client_options *o)
{
    ftp_jobs_end(&o->jobs);
    net_close(&o->directory);
}
