/* Listings, produced in pieces. */
#include "listing.h"

#include "ftp_command.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SEEN = 512,                        /* entries looked at at a time, be they shown or not */
    PIECE = 4096,                           /* made at a time                       */
    LINE = 2 * NAME_MAX + STORE_PATH + 128, /* the longest: prefix, name and facts  */
};

struct listing {
    struct listing_request request;
    DIR *directory;             /* NULL: a single file */
    char *single;               /* its name, until it is produced */
    char *path;                 /* of the directory, clean */
    char *prefix;               /* LISTING_NAMES: stands before each name */
    char pattern[NAME_MAX + 1]; /* empty: all */
    time_t now;
};

/* The last component of a clean path. */
static const char *
last_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

/* A name with wildcards in its last component lists the directory above it. */
static bool
is_pattern(const struct listing_request *r)
{
    struct stat st;

    return r->form != LISTING_FACTS && strpbrk(last_of(r->path), "*?[") != NULL &&
           store_stat(r->root, r->path, &st) != 0;
}

static void
split_pattern(struct listing *l)
{
    char *slash = strrchr(l->path, '/');

    strcpy(l->pattern, slash + 1);
    slash[slash == l->path] = '\0';
}

/* "sub" lists "sub/a"; "sub/x*" lists "sub/x1"; "x*" lists "x1". */
static bool
set_prefix(struct listing *l, bool whole_directory)
{
    const char *asked = l->request.asked;
    size_t length = strlen(asked);
    bool add_slash = whole_directory && length > 0 && asked[length - 1] != '/';

    if (!whole_directory) {
        const char *slash = strrchr(asked, '/');

        length = slash == NULL ? 0 : (size_t)(slash + 1 - asked);
    }
    l->prefix = malloc(length + 2);
    if (l->prefix != NULL)
        sprintf(l->prefix, "%.*s%s", (int)length, asked, add_slash ? "/" : "");
    return l->prefix != NULL;
}

static bool
open_what_is_there(struct listing *l)
{
    struct stat st;

    if (is_pattern(&l->request))
        split_pattern(l);
    if (store_stat(l->request.root, l->path, &st) != 0)
        return false;
    if (!set_prefix(l, S_ISDIR(st.st_mode) && l->pattern[0] == '\0'))
        return false;
    if (S_ISDIR(st.st_mode)) {
        l->directory = store_open_directory(l->request.root, l->path);
        return l->directory != NULL;
    }
    if (l->request.only_below) {
        errno = ENOTDIR;
        return false;
    }
    l->single = strdup(last_of(l->path));
    return l->single != NULL;
}

struct listing *
listing_open(const struct listing_request *request)
{
    struct listing *l = calloc(1, sizeof *l);

    if (l == NULL)
        return NULL;
    l->request = *request;
    l->path = strdup(request->path);
    l->now = time(NULL);
    if (l->path != NULL && open_what_is_there(l)) {
        l->request.path = l->request.asked = NULL; /* the caller's, and gone when this returns */
        return l;
    }
    listing_close(l);
    return NULL;
}

/* A link shows as what it leads to; one that the store would not follow does not show. */
static bool
look_at(const struct listing *l, const char *name, struct stat *st)
{
    char path[STORE_PATH];

    if (l->directory != NULL) {
        if (fstatat(dirfd(l->directory), name, st, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
        if (!S_ISLNK(st->st_mode))
            return true;
        return store_path(path, l->path, name) == 0 && store_stat(l->request.root, path, st) == 0;
    }
    return store_stat(l->request.root, l->path, st) == 0;
}

/* What cannot be asked for is not shown.  Any other reason not to see an entry is trouble of our
 * own, and without the entry the listing is not complete. */
static bool
is_out_of_reach(int error)
{
    return error == ENOENT || error == ENOTDIR || error == EACCES || error == ELOOP ||
           error == EXDEV || error == ENAMETOOLONG;
}

static bool
add_entry(const struct listing *l, struct buffer *b, const char *name)
{
    char facts[LISTING_FACTS_TEXT];
    char *line = buffer_room(b, LINE);
    struct stat st;

    if (line == NULL)
        return false;
    if (!ftp_command_is_clean(name))
        return true;
    if (!look_at(l, name, &st))
        return is_out_of_reach(errno);
    if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return true;
    switch (l->request.form) {
    case LISTING_NAMES:
        snprintf(line, LINE, "%s%s\r\n", l->prefix, name);
        break;
    case LISTING_FACTS:
        listing_facts(facts, &st, l->request.facts, l->request.writable);
        snprintf(line, LINE, "%s %s\r\n", facts, name);
        break;
    case LISTING_LONG:
        listing_long(line, LINE, &st, name, l->now);
        break;
    }
    buffer_added(b, strlen(line));
    return true;
}

static bool
is_wanted(const struct listing *l, const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    return l->pattern[0] == '\0' || fnmatch(l->pattern, name, FNM_PERIOD) == 0;
}

static enum listing_result
produce_single(struct listing *l, struct buffer *b)
{
    if (l->single != NULL && !add_entry(l, b, l->single))
        return LISTING_FAILED;
    free(l->single);
    l->single = NULL;
    return LISTING_END;
}

enum listing_result
listing_produce(struct listing *l, struct buffer *b)
{
    struct dirent *entry;

    if (l->directory == NULL)
        return produce_single(l, b);
    for (int seen = 0; buffer_length(b) < PIECE && seen < MOST_SEEN; seen++) {
        errno = 0;
        entry = readdir(l->directory);
        if (entry == NULL)
            return errno == 0 ? LISTING_END : LISTING_FAILED;
        if (is_wanted(l, entry->d_name) && !add_entry(l, b, entry->d_name))
            return LISTING_FAILED;
    }
    return LISTING_MORE;
}

void
listing_close(struct listing *l)
{
    if (l == NULL)
        return;
    if (l->directory != NULL)
        closedir(l->directory);
    free(l->single);
    free(l->path);
    free(l->prefix);
    free(l);
}
