/* The connections to one server, told from the packets, and what they come to together. */
#ifndef CONNECTIONS_H
#define CONNECTIONS_H

#include "packets.h"

struct connection {
    unsigned stream;
    bool begun;            /* its SYN is in the capture             */
    bool ended;            /* a FIN or a reset of the server is, too */
    double came;           /* when the client asked to connect      */
    double served;         /* first byte of the server              */
    double last;           /* last byte of the server               */
    unsigned long bytes;   /* of the server, without what was sent again */
    unsigned long carried; /* with that                             */
    unsigned long sent_again;
    size_t shown;
    char start[PACKET_START]; /* of what the server sent */
};

struct connections {
    unsigned port;
    struct connection *list; /* owned; in the order in which they were served */
    size_t n;
    unsigned long sent_again;
    double average, peak; /* bytes a second, from the server; peak in a tenth of a second */
};

/* How they shared the server. */
enum sharing {
    SHARING_OVERLAPPED, /* served at the same time                              */
    SHARING_QUEUED,     /* were there at the same time, served one after another */
    SHARING_ONE_BY_ONE, /* the next one came when the one before had left       */
    SHARING_TOO_FAST,   /* all done so fast that nobody can tell                */
};

/* The port to which most clients connect, 0 when nobody does. */
unsigned connections_busiest(const struct packets *p);

/* False when there is no memory. */
bool connections_find(struct connections *c, const struct packets *p, unsigned port);
void connections_free(struct connections *c);

enum sharing connections_sharing(const struct connections *c);

#endif
