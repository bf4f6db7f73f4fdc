/* Commands that say how and where data is to go: RFC 959 section 4.1.2, RFC 2428, RFC 3659. */
#include "ftp_address.h"
#include "ftp_do.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LOWEST_PORT = 1024 }; /* below are services that a bounced connection could harm: RFC 2577 */

void
ftp_do_type(struct ftp_session *s, const char *argument)
{
    if (strcasecmp(argument, "A") == 0 || strcasecmp(argument, "A N") == 0) {
        s->ascii = true;
        ftp_reply(&s->wire, 200, "Type A: lines.");
    } else if (strcasecmp(argument, "I") == 0 || strcasecmp(argument, "L 8") == 0) {
        s->ascii = false;
        ftp_reply(&s->wire, 200, "Type I: bytes.");
    } else if (strchr("AEIL", toupper((unsigned char)argument[0])) != NULL &&
               (argument[1] == '\0' || argument[1] == ' ')) {
        ftp_reply(&s->wire, 504, "Only A, A N, I and L 8 are offered.");
    } else {
        ftp_reply(&s->wire, 501, "No such type.");
    }
}

/* For parameters with one letter, of which only `offered` is offered. */
static void
one_letter(struct ftp_session *s, const char *argument, char offered, const char *known)
{
    char letter = (char)toupper((unsigned char)argument[0]);

    if (argument[1] != '\0' || strchr(known, letter) == NULL)
        ftp_reply(&s->wire, 501, "No such parameter.");
    else if (letter != offered)
        ftp_reply(&s->wire, 504, "Only %c is offered.", offered);
    else
        ftp_reply(&s->wire, 200, "%c it is.", offered);
}

void
ftp_do_mode(struct ftp_session *s, const char *argument)
{
    one_letter(s, argument, 'S', "SBC");
}

void
ftp_do_stru(struct ftp_session *s, const char *argument)
{
    one_letter(s, argument, 'F', "FRP");
}

void
ftp_do_allo(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 202, "No space need be set aside here.");
}

/* "type;size;" to a set of facts; unknown ones are passed over (RFC 3659 section 7.9). */
static unsigned
read_facts(const char *text)
{
    static const char *const names[] = {"type", "size", "modify", "perm"};
    unsigned facts = 0;

    while (*text != '\0') {
        size_t length = strcspn(text, ";");

        for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
            if (strlen(names[i]) == length && strncasecmp(text, names[i], length) == 0)
                facts |= 1u << i;
        text += length + (text[length] == ';');
    }
    return facts;
}

void
ftp_do_opts(struct ftp_session *s, const char *argument)
{
    if (strcasecmp(argument, "UTF8 ON") == 0 || strcasecmp(argument, "UTF8") == 0) {
        ftp_reply(&s->wire, 200, "Names are sent as they are.");
    } else if (strncasecmp(argument, "MLST", 4) == 0 && strchr(" ", argument[4]) != NULL) {
        s->facts = read_facts(argument + 4 + (argument[4] == ' '));
        ftp_reply(&s->wire, 200, "MLST OPTS %s%s%s%s%s", s->facts == 0 ? "" : " ",
                  s->facts & FACT_TYPE ? "type;" : "", s->facts & FACT_SIZE ? "size;" : "",
                  s->facts & FACT_MODIFY ? "modify;" : "", s->facts & FACT_PERM ? "perm;" : "");
    } else {
        ftp_reply(&s->wire, 501, "No such option.");
    }
}

void
ftp_do_rest(struct ftp_session *s, const char *argument)
{
    char *end;
    long long offset;

    errno = 0;
    offset = strtoll(argument, &end, 10);
    if (!isdigit((unsigned char)argument[0]) || *end != '\0' || errno != 0) {
        ftp_reply(&s->wire, 501, "REST takes a number of bytes.");
        return;
    }
    s->restart = offset;
    ftp_reply(&s->wire, 350, "The next RETR or STOR starts at %lld.", offset);
}

/* Takes an address from PORT or EPRT, if it is the client's own.  One that names no host ("::", as
 * lftp says it) can mean nobody else. */
static void
use_address(struct ftp_session *s, const union net_address *a)
{
    bool own = net_is_unspecified(a) || net_same_host(a, &s->peer);

    if (!own || net_port(a) < LOWEST_PORT) {
        ftp_reply(&s->wire, 501, "Only your own address and ports from %d on.", LOWEST_PORT);
        return;
    }
    ftp_data_end(&s->data);
    s->data.way = FTP_DATA_CONNECT;
    s->data.peer = s->peer;
    net_set_port(&s->data.peer, net_port(a));
    ftp_reply(&s->wire, 200, "Will connect there.");
}

/* EPSV ALL promises that nothing else will come: RFC 2428 section 4. */
static bool
only_epsv(struct ftp_session *s)
{
    if (s->epsv_only)
        ftp_reply(&s->wire, 503, "EPSV ALL was said.");
    return s->epsv_only;
}

void
ftp_do_port(struct ftp_session *s, const char *argument)
{
    union net_address a;

    if (only_epsv(s))
        return;
    if (ftp_address_read_port(&a, argument))
        use_address(s, &a);
    else
        ftp_reply(&s->wire, 501, "PORT takes six numbers: h1,h2,h3,h4,p1,p2.");
}

void
ftp_do_eprt(struct ftp_session *s, const char *argument)
{
    union net_address a;

    if (only_epsv(s))
        return;
    switch (ftp_address_read_eprt(&a, argument)) {
    case FTP_EPRT_GOOD:
        use_address(s, &a);
        break;
    case FTP_EPRT_FAMILY:
        ftp_reply(&s->wire, 522, "Network protocol not supported, use (1,2)");
        break;
    case FTP_EPRT_BAD:
        ftp_reply(&s->wire, 501, "EPRT takes |1|address|port| or |2|address|port|.");
        break;
    }
}

void
ftp_do_pasv(struct ftp_session *s, const char *argument)
{
    (void)argument;
    if (only_epsv(s))
        return;
    if (!net_is_v4(&s->local))
        ftp_reply(&s->wire, 425, "PASV cannot write an IPv6 address; use EPSV.");
    else
        ftp_session_ask_listener(s, false);
}

void
ftp_do_epsv(struct ftp_session *s, const char *argument)
{
    const char *own = net_is_v4(&s->local) ? "1" : "2";

    if (strcasecmp(argument, "ALL") == 0) {
        s->epsv_only = true;
        ftp_reply(&s->wire, 200, "Only EPSV from now on.");
    } else if (*argument == '\0' || strcmp(argument, own) == 0) {
        ftp_session_ask_listener(s, true);
    } else if (isdigit((unsigned char)*argument)) {
        ftp_reply(&s->wire, 522, "Network protocol not supported, use (%s)", own);
    } else {
        ftp_reply(&s->wire, 501, "EPSV takes 1, 2, ALL or nothing.");
    }
}
