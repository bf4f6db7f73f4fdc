/* Verdicts are kind and exact: what was seen, why that is not it, what to do next. */
#include "verdict.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes from a file might move the cursor of whoever reads this. */
static void
make_plain(char *text)
{
    for (; *text != '\0'; text++)
        if (iscntrl((unsigned char)*text))
            *text = '?';
}

void
verdict(struct verdicts *v, bool good, const char *name, const char *text, ...)
{
    char line[sizeof v->first_wrong];
    va_list values;

    va_start(values, text);
    vsnprintf(line, sizeof line, text, values);
    va_end(values);
    make_plain(line);
    fprintf(v->out, "%-5s  %-13s  %s\n", good ? "ok" : "WRONG", name, line);
    if (!good && v->wrong == 0) {
        v->wrong_name = name;
        memcpy(v->first_wrong, line, sizeof line);
    }
    v->good += good;
    v->wrong += !good;
}

void
verdict_of_reading(struct verdicts *v, enum packets_outcome outcome, const struct packets *p,
                   const char *file)
{
    switch (outcome) {
    case PACKETS_READ:
        verdict(v, true, "file", "%s: %zu TCP packets", file, p->n);
        return;
    case PACKETS_CUT_SHORT:
        verdict(v, false, "file",
                "%s ends in the middle of a packet: it was copied while it was still written. Stop "
                "the capture first (Ctrl-C, or the red square), then copy it",
                file);
        return;
    case PACKETS_NO_FILE:
        verdict(v, false, "file", "%s: %s", file, strerror(errno));
        return;
    case PACKETS_NO_FORMAT:
        verdict(v, false, "file",
                "%s is not a capture. In Wireshark: File, Save As, pcapng; a picture of the window "
                "or a text export will not do",
                file);
        return;
    case PACKETS_TOO_LARGE:
        verdict(v, false, "file",
                "%s is larger than %d MB, or has more than %d packets: record your server's port "
                "only, with a few clients, and 200 bytes of each packet (dumpcap -s 200)",
                file, PACKETS_MOST_MB, PACKETS_MOST);
        return;
    case PACKETS_NO_TOOL:
    case PACKETS_FAILED:
        verdict(v, false, "file", "%s: %s", file,
                p->said[0] != '\0' ? p->said : "it cannot be read to its end");
        return;
    }
}

static bool
is_whole(struct verdicts *v, const struct connections *c)
{
    size_t begun = 0, ended = 0;

    for (size_t i = 0; i < c->n; i++) {
        begun += c->list[i].begun;
        ended += c->list[i].ended;
    }
    if (begun < c->n)
        verdict(v, false, "whole",
                "%zu of %zu connections were there before the capture began: start it first, then "
                "the clients",
                c->n - begun, c->n);
    else if (ended < c->n)
        verdict(v, false, "whole",
                "the capture ends before %zu of %zu connections do: let the clients finish, then "
                "stop it",
                c->n - ended, c->n);
    else
        verdict(v, true, "whole", "every connection from its first packet to its last");
    return begun == c->n && ended == c->n;
}

static int
by_size(const void *a, const void *b)
{
    unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;

    return (x > y) - (x < y);
}

/* What most connections carry is what all should. */
static unsigned long
usual_bytes(const struct connections *c)
{
    unsigned long *sizes = calloc(c->n, sizeof *sizes);
    unsigned long usual = 0;
    size_t most = 0, alike = 0;

    for (size_t i = 0; sizes != NULL && i < c->n; i++)
        sizes[i] = c->list[i].bytes;
    if (sizes != NULL)
        qsort(sizes, c->n, sizeof *sizes, by_size);
    for (size_t i = 0; sizes != NULL && i < c->n; i++) {
        alike = i > 0 && sizes[i] == sizes[i - 1] ? alike + 1 : 1;
        if (alike >= most) {
            most = alike;
            usual = sizes[i];
        }
    }
    free(sizes);
    return usual;
}

static void
on_greetings(struct verdicts *v, const struct connections *c)
{
    static const char text[] = "Hello World!";
    unsigned long usual = usual_bytes(c);

    if (usual == 0) {
        verdict(v, false, "greetings",
                "most connections got no byte from port %u: was your server running when the "
                "clients came?",
                c->port);
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        const struct connection *k = &c->list[i];

        if (k->bytes != usual) {
            verdict(v, false, "greetings", "connection %u got %lu bytes, most others %lu",
                    k->stream, k->bytes, usual);
            return;
        }
        if (usual == sizeof text - 1 && k->shown == usual && memcmp(k->start, text, usual) != 0) {
            verdict(v, false, "greetings", "connection %u was greeted with \"%.12s\", not \"%s\"",
                    k->stream, k->start, text);
            return;
        }
    }
    verdict(v, true, "greetings", "all complete, %lu bytes each", usual);
}

static void
on_sharing(struct verdicts *v, const struct connections *c)
{
    const struct connection *last = &c->list[c->n - 1];

    switch (connections_sharing(c)) {
    case SHARING_OVERLAPPED:
        verdict(v, true, "sharing", "the clients were served at the same time");
        return;
    case SHARING_QUEUED:
        verdict(v, false, "sharing",
                "the clients were served one after another, although all were there: the last one "
                "came at %.3f s and got its first byte at %.3f s. This is what the sequential "
                "server of lab 1 does; was it running instead of yours?",
                last->came, last->served);
        return;
    case SHARING_ONE_BY_ONE:
        verdict(v, false, "sharing",
                "the clients came one after another, so the server had no chance to serve two at "
                "once: use the hello_client of lab2-threads or lab2-async");
        return;
    case SHARING_TOO_FAST:
        verdict(v, false, "sharing",
                "all was over in %.1f ms, too fast to see who waited for whom: start the server "
                "with --think 300",
                1000 * (last->last - c->list[0].came));
        return;
    }
}

void
verdict_of_capture(struct verdicts *v, const struct connections *c, const struct packets *p,
                   unsigned wanted)
{
    if (c->n == 0 && p->n == 0)
        verdict(v, false, "connections",
                "there is no TCP in this capture (%lu other packets): was it taken on the "
                "interface that the clients use (lo)?",
                p->others);
    else if (c->n == 0)
        verdict(v, false, "connections",
                "nobody connects to port %u here; most clients connect to port %u. Is this the "
                "right capture?",
                c->port, connections_busiest(p));
    else if (c->n < wanted)
        verdict(v, false, "connections",
                "%zu to port %u; the exercise asks for %u or more at a time", c->n, c->port,
                wanted);
    else
        verdict(v, true, "connections", "%zu to port %u", c->n, c->port);
    if (c->n == 0)
        return;
    if (is_whole(v, c))
        on_greetings(v, c);
    if (c->n > 1)
        on_sharing(v, c);
    fprintf(v->out, "       average        %.3f Mbit/s\n", c->average * 8 / 1e6);
    fprintf(v->out, "       peak           %.3f Mbit/s in a tenth of a second\n",
            c->peak * 8 / 1e6);
    fprintf(v->out, "       sent again     %lu segments\n", c->sent_again);
}
