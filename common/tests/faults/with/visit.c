#include "visit.h"

#include "site.h"
#include "visit_talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BIG = 300 * 1000, TEXT_LINES = 3000 };

static char *big, *text, *text_on_wire;

void
visit_prepare(void)
{
    char *t, *w;

    big = folder_noise(BIG, 1);
    t = text = malloc(TEXT_LINES * 10 + 1);
    w = text_on_wire = malloc(TEXT_LINES * 10 + 1);
    for (int i = 0; i < TEXT_LINES; i++) {
        t += sprintf(t, "line %d\n", i % 100);
        w += sprintf(w, "line %d\r\n", i % 100);
    }
    folder_write(site_path("big"), big, BIG);
    folder_text(site_path("text"), text);
    folder_text(site_path("new"), "old");
    folder_make(site_path("sub"));
    folder_text(site_path("sub/one"), "1");
    (void)!symlink("one", site_path("sub/two"));
}

/* Bytes that must be these (NULL: any, but so many) if the server says 226. */
static void
fetch_same(struct visit *v, const char *how, const char *command, const char *bytes, size_t n)
{
    static char piece[64 * 1024];
    size_t done = 0;
    ssize_t got = 0;
    bool same = true;

    if (!begin_transfer(v, how, command))
        return;
    while (v->data >= 0 && (got = take(v, v->data, piece, sizeof piece)) > 0) {
        size_t end = done + (size_t)got;

        same = same && end <= n && (bytes == NULL || memcmp(bytes + done, piece, (size_t)got) == 0);
        done = end;
    }
    if (end_transfer(v) && (!same || got < 0 || done != n))
        complain(v, "226 to %s after %zu of %zu bytes%s", command, done, n,
                 same ? "" : ", some of them wrong");
}

/* A file that replaces another: after 226 it is there, before it the old one is. */
static void
store(struct visit *v)
{
    static unsigned turn;
    static char content[TEXT_LINES * 16];
    char *before = folder_read(site_path("new"), NULL);
    size_t n = 0;

    turn++;
    for (int line = 0; line < TEXT_LINES; line++)
        n += (size_t)sprintf(content + n, "%u %d\n", turn, line % 100);
    if (begin_transfer(v, "EPSV", "STOR /new")) {
        send_all(v->data, content, n);
        if (end_transfer(v) && !folder_holds(site_path("new"), content, n))
            complain(v, "226 to STOR, and the file is not what was sent");
    }
    if (!folder_holds(site_path("new"), content, n) &&
        !folder_holds(site_path("new"), before, strlen(before)))
        complain(v, "STOR left neither the old file nor the new one");
    free(before);
}

static void
change_names(struct visit *v)
{
    if (ask(v, "257", "MKD /made") != NULL) {
        if (ask(v, "350", "RNFR /made") != NULL && ask(v, "250", "RNTO /moved") != NULL &&
            !folder_has(site_path("moved")))
            complain(v, "250 to RNTO, and nothing stands there");
    }
    (void)rmdir(site_path("made"));
    (void)rmdir(site_path("moved"));
}

static void
look_around(struct visit *v)
{
    const char *size = ask(v, "213", "SIZE /big");

    if (size != NULL && atol(size + 4) != BIG)
        complain(v, "SIZE is wrong: %s", size);
    if (ask(v, "250", "CWD sub") != NULL) {
        fetch_same(v, "EPSV", "NLST", NULL, strlen("one\r\ntwo\r\n"));
        ask(v, "250", "CDUP");
    }
}

static void
talk_over(struct visit *v)
{
    ask(v, "331", "USER anonymous");
    ask(v, "230", "PASS x");
    if (ask(v, "200", "TYPE I") != NULL)
        look_around(v);
    fetch_same(v, "EPSV", "RETR /big", big, BIG);
    store(v);
    if (ask(v, "200", "TYPE A") != NULL)
        fetch_same(v, "PORT", "RETR /text", text_on_wire, strlen(text_on_wire));
    change_names(v);
}

const char *
visit_server(bool strict)
{
    return visit_with(strict, talk_over);
}
