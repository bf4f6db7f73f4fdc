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

/* The ways in which each may fail; what is not here fails with EIO. */
static const struct ways {
    enum fault_function function;
    int ways[WAYS]; /* up to a 0 */
} table[] = {
    {FAULT_accept4, {EINTR, ECONNABORTED, EMFILE, ENFILE, ENOMEM, EPROTO}},
    {FAULT_getsockname, {ENOBUFS}},
    {FAULT_getpeername, {ENOTCONN}},
    {FAULT_setsockopt, {ENOMEM}},
    {FAULT_shutdown, {ENOTCONN}},
    {FAULT_recv, {EINTR, FAULT_SHORT, EAGAIN, ECONNRESET, ENOMEM}},
    {FAULT_send, {EINTR, FAULT_SHORT, EAGAIN, EPIPE, ECONNRESET, ENOBUFS}},
    {FAULT_readv, {EINTR, FAULT_SHORT, EAGAIN, ECONNRESET}},
    {FAULT_writev, {EINTR, FAULT_SHORT, EAGAIN, EPIPE}},
    {FAULT_socket, {EMFILE, ENOBUFS}},
    {FAULT_bind, {EADDRINUSE, EACCES}},
    {FAULT_listen, {EADDRINUSE}},
    {FAULT_connect, {EINTR, ECONNREFUSED, ETIMEDOUT, ENETUNREACH}},
    {FAULT_open, {EMFILE, ENFILE, EACCES}},
    {FAULT_openat, {EMFILE, ENOMEM, EIO, ENOSPC}},
    {FAULT_fstat, {EIO}},
    {FAULT_fstatat, {EIO, ENOMEM}},
    {FAULT_ftruncate, {ENOSPC}},
    {FAULT_fcntl, {EMFILE}},
    {FAULT_fdopendir, {ENOMEM}},
    {FAULT_sendfile, {EINTR, FAULT_SHORT, EAGAIN, EINVAL, EIO, EPIPE}},
    {FAULT_read, {EINTR, FAULT_SHORT, EIO}},
    {FAULT_write, {EINTR, FAULT_SHORT, ENOSPC, EIO, EDQUOT}},
    {FAULT_linkat, {ENOSPC, EEXIST}},
    {FAULT_renameat, {EACCES, ENOSPC}},
    {FAULT_flock, {EWOULDBLOCK}},
    {FAULT_close, {EINTR, EIO}},
    {FAULT_malloc, {ENOMEM}},
    {FAULT_calloc, {ENOMEM}},
    {FAULT_realloc, {ENOMEM}},
    {FAULT_reallocarray, {ENOMEM}},
    {FAULT_fdopen, {ENOMEM}},
    {FAULT_tmpfile, {EMFILE, ENOSPC}},
    {FAULT_epoll_ctl, {ENOSPC}},
    {FAULT_epoll_wait, {EINTR}},
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
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].function == function)
            return n < WAYS ? table[i].ways[n] : 0;
    return n == 0 ? EIO : 0;
}

void
fault_walk_begin(struct fault_walk *w)
{
    *w = (struct fault_walk){0};
    for (int i = 0; i < FAULT_COUNT; i++)
        w->called[i] = page->called[i];
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
    if (kit_sanitized("thread")) { /* which does not bear another library before it */
        printf("%s: not with the thread sanitizer\n0 passed, 0 failed, 1 skipped\n", subject);
        return 0;
    }
    return kit_run(subject, fill, KIT_WHOLE);
}
