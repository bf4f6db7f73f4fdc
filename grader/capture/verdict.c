/* Verdicts are kind and exact: what was seen, why that is not it, what to do next. */
#include "verdict.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static unsigned wrong;

void
verdict(bool good, const char *name, const char *text, ...)
{
    va_list values;

    printf("%-5s  %-13s  ", good ? "ok" : "WRONG", name);
    va_start(values, text);
    vprintf(text, values);
    va_end(values);
    putchar('\n');
    wrong += !good;
}

int
verdict_status(void)
{
    return wrong == 0 ? 0 : 1;
}

void
verdict_of_reading(enum packets_outcome outcome, const struct packets *p, const char *file)
{
    switch (outcome) {
    case PACKETS_READ:
        verdict(true, "file", "%s: %zu TCP packets", file, p->n);
        return;
    case PACKETS_CUT_SHORT:
        verdict(false, "file",
                "%s ends in the middle of a packet: it was copied while it was still written. Stop "
                "the capture first (Ctrl-C, or the red square), then copy it",
                file);
        return;
    case PACKETS_NO_FILE:
        verdict(false, "file", "%s: %s", file, strerror(errno));
        return;
    case PACKETS_NO_FORMAT:
        verdict(false, "file",
                "%s is not a capture. In Wireshark: File, Save As, pcapng; a picture of the window "
                "or a text export will not do",
                file);
        return;
    case PACKETS_NO_TOOL:
    case PACKETS_FAILED:
        verdict(false, "file", "%s: %s", file, p->said[0] != '\0' ? p->said : "cannot be read");
        return;
    }
}

static bool
is_whole(const struct connections *c)
{
    size_t begun = 0, ended = 0;

    for (size_t i = 0; i < c->n; i++) {
        begun += c->list[i].begun;
        ended += c->list[i].ended;
    }
    if (begun < c->n)
        verdict(false, "whole",
                "%zu of %zu connections were there before the capture began: start it first, then "
                "the clients",
                c->n - begun, c->n);
    else if (ended < c->n)
        verdict(false, "whole",
                "the capture ends before %zu of %zu connections do: let the clients finish, then "
                "stop it",
                c->n - ended, c->n);
    else
        verdict(true, "whole", "every connection from its first packet to its last");
    return begun == c->n && ended == c->n;
}

/* What most connections carry is what all should. */
static unsigned long
usual_bytes(const struct connections *c)
{
    unsigned long usual = 0;
    size_t most = 0;

    for (size_t i = 0; i < c->n; i++) {
        size_t alike = 0;

        for (size_t j = 0; j < c->n; j++)
            alike += c->list[j].bytes == c->list[i].bytes;
        if (alike > most || (alike == most && c->list[i].bytes > usual)) {
            most = alike;
            usual = c->list[i].bytes;
        }
    }
    return usual;
}

static void
on_greetings(const struct connections *c)
{
    static const char text[] = "Hello World!";
    unsigned long usual = usual_bytes(c);

    for (size_t i = 0; i < c->n; i++) {
        const struct connection *k = &c->list[i];

        if (k->bytes != usual || k->bytes == 0) {
            verdict(false, "greetings", "connection %u got %lu bytes, most others %lu", k->stream,
                    k->bytes, usual);
            return;
        }
        if (usual == sizeof text - 1 && k->shown == usual && memcmp(k->start, text, usual) != 0) {
            verdict(false, "greetings", "connection %u was greeted with \"%.12s\", not \"%s\"",
                    k->stream, k->start, text);
            return;
        }
    }
    verdict(true, "greetings", "all complete, %lu bytes each", usual);
}

static void
on_sharing(const struct connections *c)
{
    const struct connection *last = &c->list[c->n - 1];

    switch (connections_sharing(c)) {
    case SHARING_OVERLAPPED:
        verdict(true, "sharing", "the clients were served at the same time");
        return;
    case SHARING_QUEUED:
        verdict(false, "sharing",
                "the clients were served one after another, although all were there: the last one "
                "came at %.3f s and got its first byte at %.3f s. This is what the sequential "
                "server of lab 1 does; was it running instead of yours?",
                last->came, last->served);
        return;
    case SHARING_ONE_BY_ONE:
        verdict(false, "sharing",
                "the clients came one after another, so the server had no chance to serve two at "
                "once: use the hello_client of lab2-threads or lab2-async");
        return;
    case SHARING_TOO_FAST:
        verdict(false, "sharing",
                "all was over in %.1f ms, too fast to see who waited for whom: start the server "
                "with --think 300",
                1000 * (last->last - c->list[0].came));
        return;
    }
}

void
verdict_of_capture(const struct connections *c, const struct packets *p, unsigned wanted)
{
    if (c->n == 0 && p->n == 0)
        verdict(false, "connections",
                "there is no TCP in this capture (%lu other packets): was it taken on the "
                "interface that the clients use (lo)?",
                p->others);
    else if (c->n == 0)
        verdict(false, "connections",
                "nobody connects to port %u here; most clients connect to port %u. Is this the "
                "right capture?",
                c->port, connections_busiest(p));
    else if (c->n < wanted)
        verdict(false, "connections", "%zu to port %u; the exercise asks for %u or more at a time",
                c->n, c->port, wanted);
    else
        verdict(true, "connections", "%zu to port %u", c->n, c->port);
    if (c->n == 0)
        return;
    if (is_whole(c))
        on_greetings(c);
    if (c->n > 1)
        on_sharing(c);
    printf("       average        %.3f Mbit/s\n", c->average * 8 / 1e6);
    printf("       peak           %.3f Mbit/s in a tenth of a second\n", c->peak * 8 / 1e6);
    printf("       sent again     %lu segments\n", c->sent_again);
}
