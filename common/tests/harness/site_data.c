/* Data connections and whole transfers. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned
data_port(const char *reply)
{
    unsigned high, low, port;
    const char *open = strchr(reply, '(');

    if (open != NULL && sscanf(open, "(%*u,%*u,%*u,%*u,%u,%u)", &high, &low) == 2)
        return high * 256 + low;
    if (open != NULL && sscanf(open, "(|||%u|)", &port) == 1)
        return port;
    kit_fail("no port in: %s", reply);
}

const char *
port_text(unsigned port)
{
    static char text[64];

    snprintf(text, sizeof text, "127,0,0,1,%u,%u", port / 256, port % 256);
    return text;
}

const char *
eprt_text(unsigned port)
{
    static char text[64];

    snprintf(text, sizeof text, "|1|127.0.0.1|%u|", port);
    return text;
}

static void
begin_passive(struct talk *c, struct data *d)
{
    unsigned port;

    talk_say(c, d->way == PASV ? "PASV" : "EPSV");
    port = data_port(talk_hear(c, d->way == PASV ? "227 *" : "229 *(|||*|)*"));
    d->talk = talk_connect(site.host, port);
}

static void
begin_active(struct talk *c, struct data *d)
{
    unsigned port;

    d->listener = talk_listen(site.host, &port);
    if (d->way == PORT)
        talk_say(c, "PORT %s", port_text(port));
    else if (strchr(site.host, ':') != NULL)
        talk_say(c, "EPRT |2|%s|%u|", site.host, port);
    else
        talk_say(c, "EPRT %s", eprt_text(port));
    talk_hear(c, "200 *");
}

struct data
data_begin(struct talk *c, enum way way)
{
    struct data d = {.way = way, .listener = -1};

    if (way == PASV || way == EPSV)
        begin_passive(c, &d);
    else
        begin_active(c, &d);
    return d;
}

struct talk *
data_open(struct data *d)
{
    if (d->talk == NULL) {
        d->talk = talk_adopt(talk_accept(d->listener), "data");
        close(d->listener);
        d->listener = -1;
    }
    return d->talk;
}

char *
site_fetch(struct talk *c, enum way way, const char *command, size_t *n)
{
    struct data d = data_begin(c, way);
    char *bytes;

    talk_say(c, "%s", command);
    talk_hear(c, "150[ -]*");
    bytes = talk_drain(data_open(&d), n);
    talk_hang_up(d.talk);
    talk_hear(c, "226[ -]*");
    return bytes;
}

void
site_send(struct talk *c, enum way way, const char *command, const void *bytes, size_t n)
{
    struct data d = data_begin(c, way);

    talk_say(c, "%s", command);
    talk_hear(c, "150[ -]*");
    talk_send(data_open(&d), bytes, n);
    talk_finish(d.talk);
    talk_hear(c, "226[ -]*");
    talk_hang_up(d.talk);
}

void
site_refused(struct talk *c, const char *command, const char *pattern)
{
    struct data d = data_begin(c, EPSV);

    talk_say(c, "%s", command);
    talk_hear(c, pattern);
    talk_hang_up(d.talk);
    talk_say(c, "NOOP");
    talk_hear(c, "200 *");
}
