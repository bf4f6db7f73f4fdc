#include "page.h"

#include "folder.h"
#include "kit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* So many first calls are all tried, of the later ones some; of a slow sanitizer's fewer. */
enum { WAYS = 8, CERTAIN = 5, THINNING = 2, SLOW_CERTAIN = 2, SLOW_THINNING = 1 };

struct fault_plan *page;

#define NAME(function) #function,
static const char *const names[] = {FAULT_FUNCTIONS(NAME)};

/* The ways in which each may fail, and a story in which it is called for certain (in that lab, if
 * only there): what nobody calls would never be seen to fail. */
static const struct {
    enum fault_story story;
    const char *lab;
    int ways[WAYS]; /* up to a 0 */
} table[FAULT_COUNT] = {
    [FAULT_accept4] = {FAULT_IN_VISIT, NULL, {EINTR, ECONNABORTED, EMFILE, ENFILE, ENOMEM, EPROTO}},
    [FAULT_getsockname] = {FAULT_IN_VISIT, NULL, {ENOBUFS}},
    [FAULT_getpeername] = {FAULT_IN_VISIT, NULL, {ENOTCONN}},
    [FAULT_setsockopt] = {FAULT_IN_VISIT, NULL, {ENOMEM}},
    [FAULT_shutdown] = {FAULT_IN_VISIT, NULL, {ENOTCONN}},
    [FAULT_recv] = {FAULT_IN_VISIT, NULL, {EINTR, FAULT_SHORT, EAGAIN, ECONNRESET, ENOMEM}},
    [FAULT_send] = {FAULT_IN_VISIT, NULL, {EINTR, FAULT_SHORT, EAGAIN, EPIPE, ECONNRESET, ENOBUFS}},
    [FAULT_readv] = {FAULT_IN_GET, "lab2-async", {EINTR, FAULT_SHORT, EAGAIN, ECONNRESET}},
    [FAULT_writev] = {FAULT_IN_GET, "lab2-async", {EINTR, FAULT_SHORT, EAGAIN, EPIPE}},
    [FAULT_socket] = {FAULT_IN_VISIT, NULL, {EMFILE, ENOBUFS}},
    [FAULT_bind] = {FAULT_IN_VISIT, NULL, {EADDRINUSE, EACCES}},
    [FAULT_listen] = {FAULT_IN_VISIT, NULL, {EADDRINUSE}},
    [FAULT_connect] = {FAULT_IN_VISIT, NULL, {EINTR, ECONNREFUSED, ETIMEDOUT, ENETUNREACH}},
    [FAULT_open] = {FAULT_IN_GET, NULL, {EMFILE, ENFILE, EACCES}},
    [FAULT_openat] = {FAULT_IN_VISIT, NULL, {EMFILE, ENOMEM, EIO, ENOSPC}},
    [FAULT_fstat] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_fstatat] = {FAULT_IN_VISIT, NULL, {EIO, ENOMEM}},
    [FAULT_lseek] = {FAULT_IN_CHANGES, NULL, {EIO}},
    [FAULT_ftruncate] = {FAULT_IN_CHANGES, NULL, {ENOSPC}},
    [FAULT_fcntl] = {FAULT_IN_VISIT, NULL, {EMFILE}},
    [FAULT_access] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_faccessat] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_readlinkat] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_fdopendir] = {FAULT_IN_VISIT, NULL, {ENOMEM}},
    [FAULT_readdir] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_sendfile] = {FAULT_IN_VISIT, NULL, {EINTR, FAULT_SHORT, EAGAIN, EINVAL, EIO, EPIPE}},
    [FAULT_read] = {FAULT_IN_VISIT, NULL, {EINTR, FAULT_SHORT, EIO}},
    [FAULT_write] = {FAULT_IN_VISIT, NULL, {EINTR, FAULT_SHORT, ENOSPC, EIO, EDQUOT}},
    [FAULT_linkat] = {FAULT_IN_VISIT, NULL, {ENOSPC, EEXIST}},
    [FAULT_renameat] = {FAULT_IN_VISIT, NULL, {EACCES, ENOSPC}},
    [FAULT_unlinkat] = {FAULT_IN_CHANGES, NULL, {EIO}},
    [FAULT_mkdirat] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_utimensat] = {FAULT_IN_CHANGES, NULL, {EIO}},
    [FAULT_flock] = {FAULT_IN_GET, NULL, {EWOULDBLOCK}},
    [FAULT_close] = {FAULT_IN_VISIT, NULL, {EINTR, EIO}},
    [FAULT_malloc] = {FAULT_IN_VISIT, NULL, {ENOMEM}},
    [FAULT_calloc] = {FAULT_IN_VISIT, NULL, {ENOMEM}},
    [FAULT_realloc] = {FAULT_IN_VISIT, NULL, {ENOMEM}},
    [FAULT_reallocarray] = {FAULT_IN_GET, NULL, {ENOMEM}},
    [FAULT_fdopen] = {FAULT_IN_GET, NULL, {ENOMEM}},
    [FAULT_tmpfile] = {FAULT_IN_GET, NULL, {EMFILE, ENOSPC}},
    [FAULT_getentropy] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_getaddrinfo] = {FAULT_IN_VISIT, NULL, {EIO}},
    [FAULT_pthread_create] = {FAULT_IN_VISIT, "lab2-threads", {EIO}},
    [FAULT_epoll_create1] = {FAULT_IN_GET, "lab2-async", {EIO}},
    [FAULT_epoll_ctl] = {FAULT_IN_VISIT, "lab2-async", {ENOSPC}},
    [FAULT_epoll_wait] = {FAULT_IN_VISIT, "lab2-async", {EINTR}},
};

/* It stands beside this program. */
static void
find_preload(char path[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - sizeof "preload.so");

    path[n < 0 ? 0 : n] = '\0';
    strcpy(strrchr(path, '/') + 1, "preload.so");
}

void
page_begin(void)
{
    const char *path = folder_path("plan");
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (file < 0 || ftruncate(file, sizeof *page) < 0)
        kit_fail("%s: %s", path, strerror(errno));
    page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (page == MAP_FAILED)
        kit_fail("mmap: %s", strerror(errno));
    memset(page, 0, sizeof *page);
    setenv("FAULT_PLAN", path, 1);
    page_show();
}

void
page_show(void)
{
    const char *options = getenv("ASAN_OPTIONS");
    char more[1024], preload[PATH_MAX];

    /* A sanitizer wants to be the first library, but it does well as the second. */
    snprintf(more, sizeof more, "%s:verify_asan_link_order=0:allocator_may_return_null=1",
             options == NULL ? "" : options);
    if (options == NULL || strstr(options, "link_order") == NULL)
        setenv("ASAN_OPTIONS", more, 1);
    find_preload(preload);
    if (access(preload, R_OK) != 0)
        kit_fail("%s: %s", preload, strerror(errno));
    setenv("LD_PRELOAD", preload, 1);
}

void
page_hide(void)
{
    unsetenv("LD_PRELOAD");
}

void
page_arm(const struct fault *f)
{
    page->function = (int)f->function;
    page->nth = f->nth;
    page->times = f->times;
    page->how = f->how;
    page->failed = 0;
    for (int i = 0; i < FAULT_COUNT; i++)
        page->called[i] = 0;
    page->counts = 1;
}

bool
page_disarm(void)
{
    page->counts = 0;
    page->nth = 0;
    return page->failed > 0;
}

static int
way_of(enum fault_function function, unsigned n)
{
    return n < WAYS ? table[function].ways[n] : 0;
}

static void
expect_calls(enum fault_story story)
{
    for (int i = 0; i < FAULT_COUNT; i++)
        if (table[i].story == story && (table[i].lab == NULL || strcmp(table[i].lab, kit_lab) == 0))
            expect(page->called[i] > 0, "nothing calls %s, so it is not seen to fail", names[i]);
}

void
fault_walk_begin(struct fault_walk *w, enum fault_story story)
{
    expect_calls(story);
    *w = (struct fault_walk){0};
    for (int i = 0; i < FAULT_COUNT; i++)
        w->called[i] = page->called[i];
    for (int i = 0; i < FAULT_COUNT; i++)
        if ((story == FAULT_IN_CHANGES || story == FAULT_IN_LISTING) &&
            (i < FAULT_open || i >= FAULT_getaddrinfo))
            w->called[i] = 0;
    /* That sanitizer itself needs memory for each thread, and gives up without. */
    if (kit_sanitized("address") && strcmp(kit_lab, "lab2-threads") == 0)
        w->called[FAULT_malloc] = w->called[FAULT_calloc] = w->called[FAULT_realloc] = 0;
}

bool
fault_walk_next(struct fault_walk *w, struct fault *f)
{
    bool slow = kit_sanitized("address");
    unsigned certain = slow ? SLOW_CERTAIN : CERTAIN;

    w->nth += 1 + (w->nth < certain ? 0 : w->nth / (slow ? SLOW_THINNING : THINNING));
    if (slow && w->nth > 1 && w->way > 0)
        w->nth = UINT_MAX; /* later calls are tried in the first way only */
    while (w->nth > w->called[w->function] || way_of(w->function, w->way) == 0) {
        w->nth = 1;
        if (way_of(w->function, w->way) != 0 && w->called[w->function] > 0) {
            w->way++;
            continue;
        }
        w->way = 0;
        if (++w->function == FAULT_COUNT)
            return false;
    }
    *f = (struct fault){w->function, w->nth, 1, way_of(w->function, w->way)};
    return true;
}

bool
fault_is_harmless(const struct fault *f)
{
    if (f->function == FAULT_connect && strcmp(kit_lab, "lab2-async") == 0)
        return false; /* a connect(2) that does not wait is not interrupted */
    return f->how == EINTR || f->how == FAULT_SHORT ||
           (f->how == EAGAIN && f->function != FAULT_flock && strcmp(kit_lab, "lab2-async") == 0) ||
           (f->function == FAULT_linkat && f->how == EEXIST) ||
           (f->function == FAULT_sendfile && f->how == EINVAL) || f->function == FAULT_setsockopt ||
           f->function == FAULT_access; /* then an upload has a name from the start */
}

const char *
fault_text(const struct fault *f)
{
    static char text[128];

    snprintf(text, sizeof text, "call %u of %s %s", f->nth, names[f->function],
             f->how == FAULT_SHORT ? "moves one byte" : strerrorname_np(f->how));
    return text;
}

int
page_run(const char *subject, void (*fill)(TCase *))
{
    return kit_run(subject, fill, KIT_WHOLE);
}
