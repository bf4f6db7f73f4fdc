/* Reads what the server says: the greeting, or with a size so many bytes of the pattern. */
#include "hello.h"
#include "pattern.h"
#include "visitors.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct hello_visit {
    int socket;
    long long got;
    const struct load *load;
};

static void *
begin(struct crowd *c, unsigned index, unsigned number)
{
    struct hello_visit *v = calloc(1, sizeof *v);

    (void)number;
    if (v == NULL)
        err(1, "calloc");
    v->load = c->load;
    v->socket = crowd_connect(c, index, false, 0, EPOLLIN);
    return v;
}

static bool
is_right(const struct hello_visit *v, const char *bytes, size_t n)
{
    if (v->load->size > 0)
        return pattern_is(bytes, n, v->got);
    return v->got + (long long)n <= HELLO_LENGTH && memcmp(bytes, &HELLO_TEXT[v->got], n) == 0;
}

static enum visit
go(void *visitor, bool data)
{
    static char bytes[256 * 1024];
    struct hello_visit *v = visitor;
    long long all = v->load->size > 0 ? v->load->size : HELLO_LENGTH;
    size_t got;

    (void)data;
    switch (net_receive(v->socket, bytes, sizeof bytes, 0, &got)) {
    case STEP_WAIT:
        return VISIT_GOES_ON;
    case STEP_FAILED:
        err(1, "the connection was lost");
    default:
        break;
    }
    if (!is_right(v, bytes, got))
        errx(1, "wrong bytes after %lld", v->got);
    v->got += (long long)got;
    if (got > 0)
        return VISIT_GOES_ON;
    if (v->got != all)
        errx(1, "%lld bytes instead of %lld", v->got, all);
    return VISIT_OVER;
}

static void
end(void *visitor)
{
    struct hello_visit *v = visitor;

    close(v->socket);
    free(v);
}

const struct visitor_kind hello_visitor = {begin, go, end};
