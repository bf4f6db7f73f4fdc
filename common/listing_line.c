/* One file as a line of a listing, or as facts. */
#include "listing.h"

#include <stdio.h>
#include <string.h>

enum { HALF_A_YEAR = 365 * 24 * 3600 / 2 };

char *
listing_time(char *text, time_t t)
{
    struct tm tm;

    if (gmtime_r(&t, &tm) == NULL)
        memset(&tm, 0, sizeof tm);
    strftime(text, LISTING_TIME_TEXT, "%Y%m%d%H%M%S", &tm);
    return text;
}

/* RFC 3659 section 7.5.5: what this user may do with it. */
static const char *
permissions(const struct stat *st, bool writable)
{
    if (S_ISDIR(st->st_mode))
        return writable ? "cdeflmp" : "el";
    return writable ? "adfrw" : "r";
}

char *
listing_facts(char *text, const struct stat *st, unsigned facts, bool writable)
{
    char when[LISTING_TIME_TEXT];
    bool is_directory = S_ISDIR(st->st_mode);
    char *out = text;

    *out = '\0';
    if (facts & FACT_TYPE)
        out += sprintf(out, "type=%s;", is_directory ? "dir" : "file");
    if ((facts & FACT_SIZE) && !is_directory)
        out += sprintf(out, "size=%lld;", (long long)st->st_size);
    if (facts & FACT_MODIFY)
        out += sprintf(out, "modify=%s;", listing_time(when, st->st_mtime));
    if (facts & FACT_PERM)
        sprintf(out, "perm=%s;", permissions(st, writable));
    return text;
}

/* "-rw-r--r--" */
static void
write_mode(char text[11], mode_t mode)
{
    static const char letters[] = "rwxrwxrwx";

    text[0] = S_ISDIR(mode) ? 'd' : '-';
    for (int i = 0; i < 9; i++)
        text[1 + i] = mode & (0400 >> i) ? letters[i] : '-';
    text[10] = '\0';
}

/* As "ls -l": the hour for what is new, the year for what is old or from the future. */
void
listing_long(char *line, size_t size, const struct stat *st, const char *name, time_t now)
{
    char mode[11];
    char when[32];
    struct tm tm;
    bool is_new = st->st_mtime > now - HALF_A_YEAR && st->st_mtime <= now + 60;

    if (gmtime_r(&st->st_mtime, &tm) == NULL)
        memset(&tm, 0, sizeof tm);
    strftime(when, sizeof when, is_new ? "%b %e %H:%M" : "%b %e  %Y", &tm);
    write_mode(mode, st->st_mode);
    snprintf(line, size, "%s %4lu ftp      ftp      %12lld %s %s\r\n", mode,
             (unsigned long)st->st_nlink, (long long)st->st_size, when, name);
}
