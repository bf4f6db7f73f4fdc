/* One client's connection through the link: its socket, ours to the server, a flow each way. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include "link.h"
#include "net.h"

/* The two directions, and where they lead. */
struct relay {
    struct event_base *base;
    struct link to_client;
    struct link to_server;
    LIST_HEAD(, connection) connections;
};

struct connection {
    struct relay *relay;
    int client, server;
    struct event connected;
    struct flow to_client, to_server;
    unsigned under_way; /* parcels of it in the links */
    bool begun;         /* both flows are there */
    bool over;          /* nothing is left but parcels under way */
    LIST_ENTRY(connection) others;
};

/* Owns the client's socket, whatever comes; makes a connection to the server. */
void connection_begin(struct relay *r, int client, const union net_address *server);

/* A flow of it has delivered its end of stream. */
void connection_ended(struct connection *c, struct flow *f);

/* It cannot go on: both sides see a reset.  Frees it when nothing of it is under way. */
void connection_lost(struct connection *c);

#endif
