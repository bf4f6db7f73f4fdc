/* One direction of one connection: from a socket, through a link, to the other socket. */
#ifndef FLOW_H
#define FLOW_H

#include "link.h"

/* Begins a flow between the connection's sockets; it reads at once. */
void flow_begin(struct flow *f, struct event_base *base);

/* It is the flow's turn: one piece goes from the socket into the link. */
void flow_send(struct flow *f);

/* A parcel comes out of the link; the flow owns it from here on. */
void flow_arrive(struct flow *f, struct parcel *p);

void flow_end(struct flow *f);

#endif
