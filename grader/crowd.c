/* crowd.c: silent clients of one server, all there at the same time. */
#include "crowd.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "deadline.h"
#include "params.h"
#include "play.h"

static int32_t
age(const struct crowd *c)
{
    return (int32_t)(clock_us() - c->begin);
}

void
crowd_connect(struct crowd *c, const struct server *s, const char *say)
{
    crowd_connect_some(c, s, param_has("clients") ? (int)param("clients") : COURSE_CLIENTS, say);
}

void
crowd_connect_some(struct crowd *c, const struct server *s, int count, const char *say)
{
    *c = (struct crowd){.server = s, .count = count, .begin = clock_us(), .times.count = count};
    for (int i = 0; i < count; i++) {
        c->times.lanes[i] = (struct lane){.connected = age(c), .first = -1, .end = -1};
        c->fds[i] = play_connect(s);
    }
    if (say != NULL)
        play_send(c->fds[count - 1], say, strlen(say), clock_ms() + PATIENCE_MS);
}

void
crowd_listen(struct crowd *c)
{
    for (int i = 0; i < c->count; i++) {
        size_t room = sizeof c->got[i] - 1 - c->used[i];
        ssize_t n;

        while (!c->over[i] && room > 0) {
            n = play_take(c->fds[i], c->got[i] + c->used[i], room);
            if (n == -1 && (errno == EAGAIN || errno == EINTR))
                break;
            c->over[i] = n <= 0;
            if (n > 0 && c->used[i] == 0)
                c->times.lanes[i].first = age(c);
            if (n <= 0)
                c->times.lanes[i].end = age(c);
            c->used[i] += n > 0 ? (size_t)n : 0;
            room -= n > 0 ? (size_t)n : 0;
        }
    }
}

bool
crowd_connect_two(struct crowd *c, const struct server *s, const char *say)
{
    *c = (struct crowd){.server = s, .count = 1, .begin = clock_us(), .times.count = 2};
    c->fds[0] = play_connect(s);
    c->fds[1] = play_connect_at_once(s);
    if (c->fds[1] == -1)
        return false;
    c->count = 2;
    if (say != NULL)
        play_send(c->fds[1], say, strlen(say), clock_ms() + PATIENCE_MS);
    return true;
}

void
crowd_leave(struct crowd *c)
{
    for (int i = 0; i < c->count; i++)
        close(c->fds[i]);
    c->count = 0;
}
