#include "visit.h"

#include "site.h"
#include "visit_talk.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OLD "old text "
#define NEW "and more"

/* A right password may be too much for the server, but it is not called wrong. */
static void
log_in(struct visit *v)
{
    if (ask(v, "331", "USER ada") != NULL && ask(v, "230", "PASS lovelace") == NULL &&
        strncmp(v->reply, "530", 3) == 0)
        complain(v, "530 to the right password");
}

/* Sends the new text there: true for 226. */
static bool
send_more(struct visit *v, const char *command)
{
    if (!begin_transfer(v, "EPSV", command))
        return false;
    send_all(v->data, NEW, strlen(NEW));
    return end_transfer(v);
}

static bool
holds(const char *name, const char *content)
{
    return folder_holds(site_path("%s", name), content, strlen(content));
}

/* In place: what was there before that place stays in any case. */
static void
add(struct visit *v)
{
    static const char *const ways[] = {"APPE /log", "STOR /log"};

    for (int i = 0; i < 2; i++) {
        char *now;

        site_text("log", OLD);
        if (i == 1 && ask(v, "350", "REST %zu", strlen(OLD)) == NULL)
            break;
        if (send_more(v, ways[i]) && !holds("log", OLD NEW))
            complain(v, "226 to %s, and the file is another", ways[i]);
        now = folder_read(site_path("log"), NULL);
        if (strncmp(now, OLD, strlen(OLD)) != 0)
            complain(v, "%s made it \"%s\"", ways[i], now);
        free(now);
    }
}

static void
store_as_unique(struct visit *v)
{
    glob_t found;
    bool done = send_more(v, "STOU");
    bool there = glob(site_path("unique-*"), 0, NULL, &found) == 0;

    if (done && !there)
        complain(v, "226 to STOU, and there is no file");
    if (there && !folder_holds(found.gl_pathv[0], NEW, strlen(NEW)))
        complain(v, "STOU left another file");
    if (there)
        unlink(found.gl_pathv[0]);
    globfree(&found);
}

static void
set_time(struct visit *v)
{
    struct stat st;

    if (ask(v, "213", "MFMT 20010203040506 /log") != NULL &&
        (stat(site_path("log"), &st) != 0 || st.st_mtime != 981173106))
        complain(v, "213 to MFMT, and the time is another");
}

static void
remove_both(struct visit *v)
{
    folder_make(site_path("made"));
    if (ask(v, "250", "DELE /log") != NULL && folder_has(site_path("log")))
        complain(v, "250 to DELE, and the file is there");
    if (ask(v, "250", "RMD /made") != NULL && folder_has(site_path("made")))
        complain(v, "250 to RMD, and the directory is there");
    unlink(site_path("log"));
    rmdir(site_path("made"));
}

/* 226 only for all the lines. */
static void
list(struct visit *v, const char *command, int lines)
{
    char bytes[4096];
    ssize_t n = 0;
    int came = 0;

    if (!begin_transfer(v, "EPSV", command))
        return;
    while (v->data >= 0 && (n = take(v, v->data, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < n; i++)
            came += bytes[i] == '\n';
    if (end_transfer(v) && (n < 0 || came != lines))
        complain(v, "226 to %s after %d of %d lines", command, came, lines);
}

static void
talk_over(struct visit *v)
{
    log_in(v);
    ask(v, "200", "TYPE I");
    add(v);
    set_time(v);
    remove_both(v);
    store_as_unique(v);
    list(v, "MLSD /sub", 2);
    list(v, "LIST /sub", 2);
}

const char *
visit_to_change(bool strict)
{
    return visit_with(strict, talk_over);
}
