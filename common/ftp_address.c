/* How FTP writes the address of a data port. */
#include "ftp_address.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
ftp_address_write_port(const union net_address *a, char *text)
{
    char host[NET_TEXT];
    unsigned port = net_port(a);

    net_host_text(a, host);
    for (char *dot = host; (dot = strchr(dot, '.')) != NULL;)
        *dot = ',';
    snprintf(text, FTP_ADDRESS_TEXT, "%s,%u,%u", host, port / 256, port % 256);
    return text;
}

/* A decimal number of at most `limit` at *text, which moves behind it; -1 when there is none. */
static long
read_number(const char **text, long limit)
{
    long value = 0;

    if (!isdigit((unsigned char)**text))
        return -1;
    for (; isdigit((unsigned char)**text); ++*text) {
        value = value * 10 + (**text - '0');
        if (value > limit)
            return -1;
    }
    return value;
}

/* Six numbers with commas between them; *text moves behind the last. */
static bool
read_six(const char **text, unsigned numbers[6])
{
    for (int i = 0; i < 6; i++) {
        long n = read_number(text, 255);

        if (n < 0 || (i < 5 && *(*text)++ != ','))
            return false;
        numbers[i] = (unsigned)n;
    }
    return true;
}

bool
ftp_address_read_port(union net_address *a, const char *text)
{
    unsigned n[6];
    char host[NET_TEXT];

    if (!read_six(&text, n) || *text != '\0')
        return false;
    snprintf(host, sizeof host, "%u.%u.%u.%u", n[0], n[1], n[2], n[3]);
    return net_address(a, host, n[4] * 256 + n[5]);
}

char *
ftp_address_write_eprt(const union net_address *a, char *text)
{
    char host[NET_TEXT];

    snprintf(text, FTP_ADDRESS_TEXT, "|%d|%s|%u|", net_is_v4(a) ? 1 : 2, net_host_text(a, host),
             net_port(a));
    return text;
}

enum ftp_eprt
ftp_address_read_eprt(union net_address *a, const char *text)
{
    char bar = *text; /* any printable character, the same four times */
    char host[NET_TEXT];
    long family, port;
    size_t length;

    if (bar < '!' || bar > '~' || isdigit((unsigned char)bar))
        return FTP_EPRT_BAD;
    text++;
    family = read_number(&text, 99999);
    if (family < 0 || *text++ != bar)
        return FTP_EPRT_BAD;
    length = (size_t)(strchrnul(text, bar) - text);
    if (length == 0 || length >= sizeof host)
        return FTP_EPRT_BAD;
    snprintf(host, sizeof host, "%.*s", (int)length, text);
    text += length;
    if (*text++ != bar)
        return FTP_EPRT_BAD;
    port = read_number(&text, 65535);
    if (port < 1 || *text++ != bar || *text != '\0')
        return FTP_EPRT_BAD;
    if (family != 1 && family != 2)
        return FTP_EPRT_FAMILY;
    if (!net_address(a, host, (unsigned)port) ||
        a->any.sa_family != (family == 1 ? AF_INET : AF_INET6))
        return FTP_EPRT_BAD;
    return FTP_EPRT_GOOD;
}

unsigned
ftp_address_read_227(const char *text)
{
    unsigned n[6];

    /* RFC 1123 section 4.1.2.6: no parentheses may be relied on; look for the first number that
     * starts six. */
    for (; *text != '\0'; text++) {
        const char *from = text;

        if (isdigit((unsigned char)*text) && read_six(&from, n))
            return n[4] * 256 + n[5];
    }
    return 0;
}

unsigned
ftp_address_read_229(const char *text)
{
    long port;
    char bar;

    text = strchr(text, '(');
    if (text == NULL || text[1] < '!' || text[1] > '~')
        return 0;
    bar = text[1];
    if (text[2] != bar || text[3] != bar)
        return 0;
    text += 4;
    port = read_number(&text, 65535);
    return port > 0 && text[0] == bar && text[1] == ')' ? (unsigned)port : 0;
}
