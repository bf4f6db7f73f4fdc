/* client_run.c: a run of ftp_client or curl, whose command line is put together word by word. */
#include "client_run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "judge.h"

void
client_word(struct client_run *c, const char *text)
{
    c->args[c->count++] = text;
    c->args[c->count] = NULL;
}

void
client_url(struct client_run *c, unsigned port, const char *name)
{
    snprintf(c->texts[c->used], sizeof c->texts[0], "ftp://127.0.0.1:%u/%s", port, name);
    client_word(c, c->texts[c->used++]);
}

void
client_local(struct client_run *c, const char *directory, const char *name)
{
    snprintf(c->texts[c->used], sizeof c->texts[0], "%s/%s", directory, name);
    client_word(c, c->texts[c->used++]);
}

void
client_directory(char path[PATH_MAX], const char *name)
{
    snprintf(path, PATH_MAX, "%s/%s", now.work, name);
    if (mkdir(path, 0755) == -1)
        judge_grader("%s: %s", path, strerror(errno));
}
