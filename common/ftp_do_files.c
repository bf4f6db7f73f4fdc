/* Commands that change files or tell about one: RFC 959 section 4.1.3, RFC 3659. */
#include "ftp_do.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does one thing to one path and says how it went. */
static void
change(struct ftp_session *s, const char *argument, int (*act)(int root, const char *path),
       const char *done)
{
    char path[STORE_PATH];

    if (!ftp_path(s, argument, path))
        return;
    if (act(s->service->root, path) == 0)
        ftp_reply(&s->wire, 250, "%s", done);
    else
        ftp_refuse(s, argument);
}

void
ftp_do_rmd(struct ftp_session *s, const char *argument)
{
    change(s, argument, store_remove_directory, "Directory removed.");
}

void
ftp_do_dele(struct ftp_session *s, const char *argument)
{
    change(s, argument, store_remove, "File removed.");
}

void
ftp_do_mkd(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];

    if (!ftp_path(s, argument, path))
        return;
    if (store_make_directory(s->service->root, path) == 0)
        ftp_reply_path(s, path, "made.");
    else
        ftp_refuse(s, argument);
}

void
ftp_do_rnfr(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];

    if (!ftp_path(s, argument, path))
        return;
    free(s->rename_from);
    s->rename_from = NULL;
    if (store_exists(s->service->root, path) != 0) {
        ftp_refuse(s, argument);
        return;
    }
    s->rename_from = strdup(path);
    s->renaming = s->rename_from != NULL;
    if (s->renaming)
        ftp_reply(&s->wire, 350, "And the new name, with RNTO?");
    else
        ftp_refuse(s, argument);
}

void
ftp_do_rnto(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];

    if (!s->may_rename)
        ftp_reply(&s->wire, 503, "RNFR comes first.");
    else if (!ftp_path(s, argument, path))
        return;
    else if (store_rename(s->service->root, s->rename_from, path) == 0)
        ftp_reply(&s->wire, 250, "Renamed.");
    else
        ftp_refuse(s, argument);
}

/* Looks at a path; false after the reply that says why not. */
static bool
look(struct ftp_session *s, const char *argument, char *path, struct stat *st)
{
    if (!ftp_path(s, argument, path))
        return false;
    if (store_stat(s->service->root, path, st) == 0)
        return true;
    ftp_refuse(s, argument);
    return false;
}

void
ftp_do_size(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    struct stat st;

    if (s->ascii) /* the number of bytes that RETR would send is not known without reading all */
        ftp_reply(&s->wire, 550, "SIZE works with TYPE I only.");
    else if (!look(s, argument, path, &st))
        return;
    else if (!S_ISREG(st.st_mode))
        ftp_reply(&s->wire, 550, "%s: Not a regular file.", argument);
    else
        ftp_reply(&s->wire, 213, "%lld", (long long)st.st_size);
}

void
ftp_do_mdtm(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    char when[LISTING_TIME_TEXT];
    struct stat st;

    if (!look(s, argument, path, &st))
        return;
    if (!S_ISREG(st.st_mode))
        ftp_reply(&s->wire, 550, "%s: Not a regular file.", argument);
    else
        ftp_reply(&s->wire, 213, "%s", listing_time(when, st.st_mtime));
}

/* strptime(3) does not count the days of a month. */
static bool
is_day(const struct tm *tm)
{
    struct tm day = {.tm_year = tm->tm_year, .tm_mon = tm->tm_mon, .tm_mday = tm->tm_mday};

    timegm(&day);
    return day.tm_mday == tm->tm_mday;
}

/* "20260131235959", perhaps with a fraction, and a space behind: RFC 3659 section 2.3. */
static bool
read_time(const char *text, time_t *t, const char **rest)
{
    struct tm tm = {0};
    char digits[15];
    char *end;
    size_t n = strspn(text, "0123456789");

    if (n != 14)
        return false;
    memcpy(digits, text, 14);
    digits[14] = '\0';
    end = strptime(digits, "%Y%m%d%H%M%S", &tm);
    if (end == NULL || *end != '\0')
        return false;
    if (text[n] == '.')
        n += 1 + strspn(text + n + 1, "0123456789");
    if (!is_day(&tm))
        return false;
    *t = timegm(&tm);
    *rest = text + n + 1;
    return text[n] == ' ' && **rest != '\0';
}

void
ftp_do_mfmt(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    char when[LISTING_TIME_TEXT];
    const char *name;
    time_t t;

    if (!read_time(argument, &t, &name))
        ftp_reply(&s->wire, 501, "MFMT takes YYYYMMDDhhmmss and a name.");
    else if (!ftp_path(s, name, path))
        return;
    else if (store_set_time(s->service->root, path, t) == 0)
        ftp_reply(&s->wire, 213, "Modify=%s; %s", listing_time(when, t), name);
    else
        ftp_refuse(s, name);
}

void
ftp_do_mlst(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    char facts[LISTING_FACTS_TEXT];
    char line[LISTING_FACTS_TEXT + STORE_PATH];
    struct stat st;

    if (!look(s, argument, path, &st))
        return;
    listing_facts(facts, &st, s->facts, s->service->writable);
    snprintf(line, sizeof line, "%s %s", facts, path);
    ftp_reply_begin(&s->wire, 250, "Facts:");
    ftp_reply_add(&s->wire, line);
    ftp_reply(&s->wire, 250, "End.");
}
