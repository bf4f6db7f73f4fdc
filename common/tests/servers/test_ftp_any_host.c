/* A server that listens on every address says in 227 and 229 the one its client came to. */

#include "site.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct talk *
guest_at(const char *host)
{
    struct talk *c = talk_try(host, site.port);

    if (c == NULL)
        return NULL;
    hear(c, "220[ -]*");
    say(c, "USER anonymous");
    hear(c, "331 *");
    say(c, "PASS x");
    hear(c, "230[ -]*");
    return c;
}

START_TEST(ipv4)
{
    serve("--host", "0.0.0.0");
    struct talk *a = guest_at("127.0.0.1");

    say(a, "PASV");
    hear(a, "227 *(127,0,0,1,*");
    talk_hang_up(a);
    a = guest_at("127.0.0.2");
    say(a, "PASV");
    hear(a, "227 *(127,0,0,2,*");
}
END_TEST

START_TEST(both)
{
    char *text;
    struct talk *c, *data;
    unsigned port;

    serve("--host", "::");
    site_text("a", "text");
    c = guest_at("127.0.0.1");
    if (c == NULL)
        return;     /* this system keeps IPv6 sockets to IPv6 */
    say(c, "PASV"); /* the client has come over IPv4, whatever the socket */
    port = data_port(hear(c, "227 *(127,0,0,1,*"));
    data = talk_connect("127.0.0.1", port);
    say(c, "RETR a");
    hear(c, "150 *");
    text = talk_drain(data, NULL);
    expect(strcmp(text, "text") == 0, "got %s", text);
    free(text);
    hear(c, "226 *");
    say(c, "EPSV 1");
    hear(c, "229 *");
    close(talk_listen("127.0.0.1", &port));
    say(c, "PORT %s", port_text(port));
    hear(c, "200 *");
    say(c, "EPRT %s", eprt_text(port));
    hear(c, "200 *");
    talk_hang_up(c);
    c = guest_at("::1");
    say(c, "EPSV");
    hear(c, "229 *");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, ipv4);
    tcase_add_test(t, both);
}

int
main(void)
{
    return kit_run("ftp_server on every address", fill, KIT_WHOLE);
}
