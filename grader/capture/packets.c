/* tshark's lines become packets, one each. */
#include "packets.h"

#include "tshark.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIELDS = 13 };

/* In the order of parse()'s cases. */
static const char *const fields[FIELDS] = {
    "frame.time_relative",
    "tcp.stream",
    "tcp.srcport",
    "tcp.dstport",
    "tcp.flags.syn",
    "tcp.flags.ack",
    "tcp.flags.fin",
    "tcp.flags.reset",
    "tcp.analysis.retransmission",
    "tcp.seq",
    "tcp.len",
    "tcp.ack",
    "tcp.payload",
};

/* "1", or "True" as later versions write it. */
static bool
is_set(const char *text)
{
    return text[0] == '1' || text[0] == 'T';
}

static size_t
from_hex(const char *text, char *bytes, size_t room)
{
    size_t n = 0;
    unsigned byte;

    while (n < room && sscanf(text, "%2x", &byte) == 1) {
        bytes[n++] = (char)byte;
        text += text[2] == ':' ? 3 : 2;
        if (text[-1] == '\0' || text[0] == '\0')
            break;
    }
    return n;
}

/* Numbers of a stream begin at 1 when its SYN was seen, and with the SYN itself at 0. */
static unsigned long
without_syn(const char *text)
{
    unsigned long n = strtoul(text, NULL, 10);

    return n > 0 ? n - 1 : 0;
}

/* False when the line is no TCP packet. */
static bool
parse(char *line, struct packet *p)
{
    char *field[FIELDS];

    for (size_t i = 0; i < FIELDS; i++) {
        field[i] = line == NULL ? "" : strsep(&line, "\t\n");
    }
    if (field[1][0] == '\0')
        return false;
    *p = (struct packet){
        .time = strtod(field[0], NULL),
        .stream = (unsigned)strtoul(field[1], NULL, 10),
        .from = (unsigned)strtoul(field[2], NULL, 10),
        .to = (unsigned)strtoul(field[3], NULL, 10),
        .syn = is_set(field[4]),
        .ack = is_set(field[5]),
        .fin = is_set(field[6]),
        .reset = is_set(field[7]),
        .sent_again = field[8][0] != '\0',
        .place = without_syn(field[9]),
        .length = strtoul(field[10], NULL, 10),
        .taken = without_syn(field[11]),
    };
    p->shown = from_hex(field[12], p->start, sizeof p->start);
    return true;
}

static bool
add(struct packets *p, const struct packet *packet)
{
    if ((p->n & (p->n - 1)) == 0) {
        size_t room = p->n == 0 ? 1 : 2 * p->n;
        struct packet *list = reallocarray(p->list, room, sizeof *list);

        if (list == NULL)
            return false;
        p->list = list;
    }
    p->list[p->n++] = *packet;
    return true;
}

static bool
read_lines(struct packets *p, FILE *lines)
{
    char *line = NULL;
    size_t room = 0;
    struct packet packet;
    bool good = true;

    while (good && p->n + p->others < PACKETS_MOST && getline(&line, &room, lines) > 0) {
        if (parse(line, &packet))
            good = add(p, &packet);
        else
            p->others++;
    }
    free(line);
    return good;
}

static enum packets_outcome
outcome(const struct packets *p, int status)
{
    if (status == TSHARK_MISSING)
        return PACKETS_NO_TOOL;
    if (strstr(p->said, "cut short") != NULL)
        return PACKETS_CUT_SHORT;
    if (strstr(p->said, "isn't a capture file") != NULL)
        return PACKETS_NO_FORMAT;
    if (p->n + p->others >= PACKETS_MOST)
        return PACKETS_TOO_LARGE;
    return status == 0 ? PACKETS_READ : PACKETS_FAILED;
}

/* Pipes and devices are not opened by tshark, who would wait for their end. */
static enum packets_outcome
look_at(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    bool good;

    if (fd < 0)
        return PACKETS_NO_FILE;
    good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    close(fd);
    if (!good)
        return PACKETS_NO_FORMAT;
    return st.st_size > PACKETS_MOST_MB * 1000000L ? PACKETS_TOO_LARGE : PACKETS_READ;
}

enum packets_outcome
packets_read(struct packets *p, const char *file)
{
    enum packets_outcome result = look_at(file);
    struct tshark t;
    bool good;

    *p = (struct packets){0};
    if (result != PACKETS_READ)
        return result;
    if (!tshark_start(&t, file, fields, FIELDS))
        return PACKETS_FAILED;
    good = read_lines(p, t.lines);
    result = outcome(p, tshark_end(&t, p->said, sizeof p->said));
    return good ? result : PACKETS_FAILED;
}

void
packets_free(struct packets *p)
{
    free(p->list);
    *p = (struct packets){0};
}
