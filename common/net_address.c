/* The addresses of sockets, IPv4 and IPv6. */
#include "net.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

bool
net_address(union net_address *a, const char *host, unsigned port)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;

    if (getaddrinfo(host, NULL, &hints, &found) != 0)
        return false;
    memset(a, 0, sizeof *a);
    memcpy(a, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    net_set_port(a, port);
    return true;
}

socklen_t
net_address_size(const union net_address *a)
{
    return a->any.sa_family == AF_INET6 ? sizeof a->v6 : sizeof a->v4;
}

unsigned
net_port(const union net_address *a)
{
    return ntohs(a->any.sa_family == AF_INET6 ? a->v6.sin6_port : a->v4.sin_port);
}

void
net_set_port(union net_address *a, unsigned port)
{
    if (a->any.sa_family == AF_INET6)
        a->v6.sin6_port = htons((uint16_t)port);
    else
        a->v4.sin_port = htons((uint16_t)port);
}

bool
net_is_v4(const union net_address *a)
{
    return a->any.sa_family == AF_INET ||
           (a->any.sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&a->v6.sin6_addr));
}

char *
net_host_text(const union net_address *a, char *text)
{
    int failed = getnameinfo(&a->any, net_address_size(a), text, NET_TEXT, NULL, 0, NI_NUMERICHOST);

    if (failed != 0)
        snprintf(text, NET_TEXT, "(unknown)");
    else if (a->any.sa_family == AF_INET6 && net_is_v4(a))
        memmove(text, strrchr(text, ':') + 1, strlen(strrchr(text, ':')));
    return text;
}

char *
net_text(const union net_address *a, char *text)
{
    char host[NET_TEXT];
    const char *form = a->any.sa_family == AF_INET6 && !net_is_v4(a) ? "[%.*s]:%u" : "%.*s:%u";

    net_host_text(a, host);
    snprintf(text, NET_TEXT, form, NET_TEXT - 10, host, net_port(a));
    return text;
}

/* The four bytes of an IPv4 address, be it over an IPv6 socket. */
static const void *
v4_bytes(const union net_address *a)
{
    return a->any.sa_family == AF_INET6 ? &a->v6.sin6_addr.s6_addr[12]
                                        : (const uint8_t *)&a->v4.sin_addr;
}

bool
net_is_unspecified(const union net_address *a)
{
    if (a->any.sa_family == AF_INET6)
        return IN6_IS_ADDR_UNSPECIFIED(&a->v6.sin6_addr);
    return a->any.sa_family == AF_INET && a->v4.sin_addr.s_addr == INADDR_ANY;
}

bool
net_same_host(const union net_address *a, const union net_address *b)
{
    if (net_is_v4(a) && net_is_v4(b))
        return memcmp(v4_bytes(a), v4_bytes(b), 4) == 0;
    return a->any.sa_family == AF_INET6 && b->any.sa_family == AF_INET6 &&
           IN6_ARE_ADDR_EQUAL(&a->v6.sin6_addr, &b->v6.sin6_addr);
}
