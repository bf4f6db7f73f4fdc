/* Connecting to a host by name without waiting: the counterpart of lab1-blocking/connect.h.
 * libevent asks the name service and makes the connection; this tries one address after the other.
 */
#ifndef CONNECT_H
#define CONNECT_H

#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/util.h>
#include <stdbool.h>

/* One attempt, for one bufferevent.  Owned by the caller, zeroed before its first use. */
struct connecting {
    struct bufferevent *stream; /* borrowed; made with BEV_OPT_DEFER_CALLBACKS */
    unsigned port;
    void (*on_failed)(void *argument);
    void *argument;
    struct evdns_getaddrinfo_request *asked; /* the name service, or NULL */
    struct evutil_addrinfo *found;           /* its answer, owned */
    struct evutil_addrinfo *next;            /* the address to try next */
    const char *why;                         /* what went wrong last */
};

/* Whoever asks the name service in this loop.  Ends the program when there is no memory. */
struct evdns_base *connect_names(struct event_base *base);

/* Begins: BEV_EVENT_CONNECTED comes to the stream's event callback, or on_failed(argument) is
 * called, with the reason in c->why: at once, perhaps, when the host has no address. */
void connect_begin(struct connecting *c, struct evdns_base *names, const char *host, unsigned port);

/* To be called by the event callback while the stream is not connected, with what it was told:
 * tries the next address, or calls on_failed(). */
void connect_go_on(struct connecting *c, short what);

/* Frees what the attempt holds; the stream is not called back by it any more. */
void connect_end(struct connecting *c);

#endif
