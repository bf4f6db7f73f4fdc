/* The TCP packets of a capture, read by tshark. */
#ifndef PACKETS_H
#define PACKETS_H

#include <stdbool.h>
#include <stddef.h>

/* How much of a payload is looked at. */
enum { PACKET_START = 12 };

/* A capture of one's own clients is far smaller; more than this is not looked at. */
enum { PACKETS_MOST_MB = 256, PACKETS_MOST = 1000000 };

struct packet {
    double time;       /* seconds since the first packet of the capture */
    unsigned stream;   /* the number that tshark gives each connection */
    unsigned from, to; /* ports */
    bool syn, ack, fin, reset;
    bool sent_again;
    unsigned long place;  /* of its first byte in the stream, from 0 */
    unsigned long length; /* bytes of payload */
    unsigned long taken;  /* bytes that it acknowledges */
    size_t shown;         /* bytes of the payload's start that the capture holds */
    char start[PACKET_START];
};

enum packets_outcome {
    PACKETS_READ,      /* all of the file                                   */
    PACKETS_CUT_SHORT, /* the file ends in the middle of a packet           */
    PACKETS_NO_FILE,   /* it cannot be opened; errno                        */
    PACKETS_NO_FORMAT, /* it is not a capture, or not even a file           */
    PACKETS_TOO_LARGE, /* more than the limits above                        */
    PACKETS_NO_TOOL,   /* tshark is not installed                           */
    PACKETS_FAILED,    /* tshark failed otherwise or took too long, no memory */
};

struct packets {
    struct packet *list; /* owned */
    size_t n;
    unsigned long others; /* packets that are no TCP */
    char said[256];       /* tshark's first line of complaint, or "" */
};

/* Reads the file; packets_free() whatever the outcome. */
enum packets_outcome packets_read(struct packets *p, const char *file);
void packets_free(struct packets *p);

#endif
