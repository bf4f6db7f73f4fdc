/* A tree of files to fetch: from the lines of a listing to jobs. */
#include "ftp_tree.h"

#include "terminal.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { DEEPEST = 64 }; /* directories in directories: a server could go on for ever */

struct entry {
    enum { ENTRY_OTHER, ENTRY_FILE, ENTRY_DIRECTORY } type;
    const char *name; /* inside the line */
};

/* "type=file;size=12; name": RFC 3659 section 7.2 */
static struct entry
read_facts(const char *line)
{
    const char *space = strchr(line, ' ');
    struct entry e = {.type = ENTRY_OTHER, .name = space == NULL ? "" : space + 1};

    for (const char *fact = line; fact != NULL && fact < space; fact = strchr(fact, ';')) {
        fact += *fact == ';';
        if (strncasecmp(fact, "type=file;", 10) == 0)
            e.type = ENTRY_FILE;
        else if (strncasecmp(fact, "type=dir;", 9) == 0)
            e.type = ENTRY_DIRECTORY;
    }
    return e;
}

/* "-rw-r--r-- 1 owner group 12 Jan 31 23:59 name": eight fields, then one space, then the name */
static struct entry
read_long(const char *line)
{
    struct entry e = {.type = ENTRY_OTHER, .name = ""};
    const char *at = line;

    for (int field = 0; field < 8; field++) {
        at += strcspn(at, " ");
        if (field < 7)
            at += strspn(at, " ");
    }
    if (*at == '\0' || at[1] == '\0')
        return e;
    e.name = at + 1;
    if (line[0] == '-')
        e.type = ENTRY_FILE;
    else if (line[0] == 'd')
        e.type = ENTRY_DIRECTORY;
    return e;
}

/* The name comes from a server: it is one component, and stays below. */
static bool
is_safe(const char *name)
{
    for (const char *p = name; *p != '\0'; p++)
        if (*p == '/' || iscntrl((unsigned char)*p))
            return false;
    return *name != '\0' && strlen(name) <= NAME_MAX;
}

static bool
is_itself(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* "a" and "b" to "a/b", with `end` behind; "" and NULL are no component. */
static char *
join(const char *a, const char *b, const char *end)
{
    char *joined = malloc((a == NULL ? 0 : strlen(a)) + strlen(b) + strlen(end) + 2);
    bool slash = a != NULL && *a != '\0' && a[strlen(a) - 1] != '/';

    if (joined != NULL)
        sprintf(joined, "%s%s%s%s", a == NULL ? "" : a, slash ? "/" : "", b, end);
    return joined;
}

static unsigned
depth(const char *path)
{
    unsigned slashes = 0;

    for (; path != NULL && *path != '\0'; path++)
        slashes += *path == '/';
    return slashes;
}

/* The same server, user and options as the directory's job. */
static bool
add_job(struct ftp_jobs *jobs, const struct ftp_job *parent, const struct entry *e)
{
    bool directory = e->type == ENTRY_DIRECTORY;
    struct ftp_job *job = ftp_jobs_add(jobs, directory ? FTP_TREE : FTP_GET);

    if (job == NULL)
        return false;
    job->resume = parent->resume;
    job->active = parent->active;
    job->directory = parent->directory;
    job->url.user = strdup(parent->url.user);
    job->url.password = strdup(parent->url.password);
    job->url.host = strdup(parent->url.host);
    job->url.port = parent->url.port;
    job->url.path = join(parent->url.path, e->name, directory ? "/" : "");
    job->url.text = join(parent->url.text, e->name, directory ? "/" : "");
    job->below = directory               ? join(parent->below, e->name, "")
                 : parent->below != NULL ? strdup(parent->below)
                                         : NULL;
    if (job->url.user != NULL && job->url.password != NULL && job->url.host != NULL &&
        job->url.path != NULL && job->url.text != NULL &&
        (job->below != NULL || (!directory && parent->below == NULL))) {
        terminal_tame_text(job->url.text); /* it is for messages only */
        return true;
    }
    ftp_jobs_drop_last(jobs);
    return false;
}

/* Only once, since what else there is can be as much again, and again. */
static void
fail_as_too_many(struct ftp_jobs *jobs, struct ftp_job *parent)
{
    if (!jobs->full)
        ftp_job_fail(parent, "more than %d files and directories; the rest is left out",
                     FTP_TREE_MOST);
    jobs->full = true;
}

static void
take_line(struct ftp_jobs *jobs, struct ftp_job *parent, const char *line)
{
    struct entry e = parent->has_facts ? read_facts(line) : read_long(line);

    if (e.type == ENTRY_OTHER || is_itself(e.name))
        return;
    if (!is_safe(e.name))
        ftp_job_fail(parent, "the server named a file that could lead elsewhere: %s", e.name);
    else if (depth(parent->below) >= DEEPEST)
        ftp_job_fail(parent, "more than %d directories deep", DEEPEST);
    else if (jobs->count >= FTP_TREE_MOST)
        fail_as_too_many(jobs, parent);
    else if (!add_job(jobs, parent, &e))
        ftp_job_fail(parent, "out of memory");
}

/* Reads a listing from its start, and closes it. */
static void
take_listing(struct ftp_jobs *jobs, struct ftp_job *parent, FILE *listing)
{
    unsigned first = jobs->count;
    char *line = NULL;
    size_t size = 0;

    rewind(listing);
    while (getline(&line, &size, listing) >= 0) {
        line[strcspn(line, "\r\n")] = '\0';
        take_line(jobs, parent, line);
    }
    if (!feof(listing))
        ftp_job_fail(parent, "cannot read the listing: %s", strerror(errno));
    free(line);
    fclose(listing);
    if (!ftp_jobs_keep_apart(jobs, first))
        ftp_job_fail(parent, "out of memory");
}

void
ftp_tree_grow(struct ftp_jobs *jobs, struct ftp_job *done)
{
    FILE *listing;

    if (done->kind != FTP_TREE || done->state != FTP_JOB_DONE)
        return;
    listing = fdopen(done->file, "r");
    if (listing == NULL) {
        ftp_job_fail(done, "out of memory");
    } else {
        done->file = -1; /* the stream closes it */
        take_listing(jobs, done, listing);
    }
    if (done->error[0] != '\0') {
        done->reported = false; /* as done, perhaps, between its end and now */
        done->state = FTP_JOB_FAILED;
    }
}
