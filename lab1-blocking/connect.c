/* Connecting to a host by name: lab2-threads does it in a thread, lab2-async has libevent for it.
 */
#include "connect.h"

#include "waits.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

int
connect_to(const char *host, unsigned port, double seconds, const char **why)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    int failure = getaddrinfo(host, NULL, &hints, &found);
    int s = -1;

    if (failure != 0) {
        *why = gai_strerror(failure);
        return -1;
    }
    for (struct addrinfo *a = found; a != NULL && s < 0; a = a->ai_next) {
        union net_address to;

        memcpy(&to, a->ai_addr, a->ai_addrlen);
        net_set_port(&to, port);
        s = wait_connect(&to, seconds);
    }
    if (s < 0)
        *why = strerror(errno);
    freeaddrinfo(found);
    return s;
}
