/* What every server of the kit starts with. */
#include "server.h"

#include "net.h"

#include <err.h>
#include <errno.h>

int
server_listen(const struct server_options *o, int flags)
{
    union net_address a;
    char text[NET_TEXT];
    int listener;

    if (!net_address(&a, o->host, o->port))
        errx(2, "--host takes an address such as 127.0.0.1 or ::1, not \"%s\"", o->host);
    listener = net_listen(&a, flags);
    if (listener < 0)
        err(1, "cannot listen on %s", net_text(&a, text));
    return listener;
}
