/* The data connections of the fake server. */

#include "fake.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
listen_for_data(struct fake_client *c, const char *verb, const char *reply)
{
    char text[512];
    unsigned port;

    if (c->listener >= 0)
        close(c->listener);
    c->listener = talk_listen("127.0.0.1", &port);
    c->active = 0;
    if (reply != NULL) { /* the test's own words, with a place for the port */
        char *at;

        snprintf(text, sizeof text, "%s", reply);
        at = strstr(text, "%u,%u");
        if (at != NULL)
            sprintf(at, "%u,%u%s", port / 256, port % 256, strstr(reply, "%u,%u") + 5);
    } else if (strcmp(verb, "EPSV") == 0) {
        snprintf(text, sizeof text, "229 Come (|||%u|)\r\n", port);
    } else {
        snprintf(text, sizeof text, "227 Come (127,0,0,1,%u,%u).\r\n", port / 256, port % 256);
    }
    talk_tell(c->talk, text, strlen(text));
}

void
fake_data_port(struct fake *f, struct fake_client *c, const char *verb, const char *line,
               const char *reply)
{
    unsigned high, low;

    (void)f;
    if (strcmp(verb, "EPSV") == 0 || strcmp(verb, "PASV") == 0) {
        listen_for_data(c, verb, reply);
        return;
    }
    if (sscanf(line, "PORT %*u,%*u,%*u,%*u,%u,%u", &high, &low) == 2)
        c->active = high * 256 + low;
    else if (sscanf(line, "EPRT |%*u|%*[^|]|%u|", &c->active) != 1)
        kit_fail("not an address: %s", line);
    talk_tell(c->talk, "200 Fine.\r\n", 11);
}

static struct talk *
open_data(const struct fake *f, struct fake_client *c)
{
    struct talk *data;

    if (c->active != 0 && f->stranger) {
        data = talk_connect_from("127.0.0.2", "127.0.0.1", c->active);
        talk_send_some(data, "evil", 4);
        talk_finish(data);
    }
    if (c->active != 0) {
        data = talk_connect("127.0.0.1", c->active);
    } else {
        if (c->listener < 0)
            kit_fail("%s: a transfer without a data port", c->talk->name);
        data = talk_adopt(talk_accept(c->listener), "data");
        close(c->listener);
        c->listener = -1;
    }
    c->active = 0;
    return data;
}

static void
send_data(struct fake *f, struct talk *data, const char *bytes, size_t n)
{
    if (n > f->cut)
        n = f->cut;
    if (f->dribble)
        for (size_t i = 0; i < n; i++)
            talk_tell(data, bytes + i, 1);
    else
        for (size_t sent = 0; sent < n;) { /* a client may give up on it */
            size_t some = talk_send_some(data, bytes + sent, n - sent);

            if (some == 0 && (!kit_wait(data->fd, POLLOUT, kit_deadline()) || !talk_wait(data, 0)))
                continue;
            if (some == 0)
                break;
            sent += some;
        }
}

static void
receive_data(struct fake *f, struct talk *data)
{
    static char *stored; /* the last upload, whoever's */

    free(stored);
    f->stored = stored = talk_drain(data, &f->stored_length);
}

static void
say_if_any(struct fake_client *c, const char *reply)
{
    if (*reply == '\001')
        fake_leave(c);
    else
        talk_tell(c->talk, reply, strlen(reply));
}

void
fake_transfer(struct fake *f, struct fake_client *c, const char *verb)
{
    bool receive = strcmp(verb, "STOR") == 0 || strcmp(verb, "APPE") == 0;
    bool listing = strcmp(verb, "RETR") != 0;
    const char *bytes = listing ? f->listing : f->file;
    size_t n = listing ? strlen(f->listing) : f->length;
    size_t skip = listing || c->restart < 0 || (size_t)c->restart > n ? 0 : (size_t)c->restart;
    struct talk *data;

    c->restart = 0;
    say_if_any(c, f->opening);
    if (c->talk == NULL)
        return;
    data = open_data(f, c);
    if (f->closing_early)
        say_if_any(c, f->closing);
    if (receive)
        receive_data(f, data);
    else
        send_data(f, data, bytes + skip, n - skip);
    talk_hang_up(data);
    if (!f->closing_early)
        say_if_any(c, f->closing);
}
