/* How FTP writes the address of a data port: PORT and 227 (RFC 959), EPRT and 229 (RFC 2428). */
#ifndef FTP_ADDRESS_H
#define FTP_ADDRESS_H

#include "net.h"

enum { FTP_ADDRESS_TEXT = NET_TEXT + 16 };

/* "127,0,0,1,156,187" into text[FTP_ADDRESS_TEXT]; the address must be IPv4.  Returns text. */
char *ftp_address_write_port(const union net_address *a, char *text);

/* The reverse; false when the six numbers are not there.  Nothing may follow them. */
bool ftp_address_read_port(union net_address *a, const char *text);

/* "|1|127.0.0.1|40123|" or "|2|::1|40123|" into text[FTP_ADDRESS_TEXT].  Returns text. */
char *ftp_address_write_eprt(const union net_address *a, char *text);

enum ftp_eprt {
    FTP_EPRT_GOOD,
    FTP_EPRT_BAD,    /* not of the form, or no such address */
    FTP_EPRT_FAMILY, /* a network protocol nobody here has  */
};
enum ftp_eprt ftp_address_read_eprt(union net_address *a, const char *text);

/* The port in the text of a 227 or a 229 reply; 0 when there is none.  The host in a 227 is not
 * read on purpose: it may lie, and the host of the control connection is known. */
unsigned ftp_address_read_227(const char *text);
unsigned ftp_address_read_229(const char *text);

#endif
