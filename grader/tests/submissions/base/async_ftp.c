/* ftp_server.c for the event loop: logs in and says where one is; without transfers. */
#include "server.h"

#include <strings.h>

#include "wait.h"

static const struct {
    const char *verb, *reply;
} replies[] = {
    {"QUIT", "221 Goodbye\r\n"},
    {"NOOP", "200 Nothing done\r\n"},
    {"PWD", "257 \"/\"\r\n"},
    {"TYPE", "200 Type set\r\n"},
};

struct login {
    bool anonymous, in;
};
static struct login logins[1024]; /* by descriptor */

static void
greet(struct client *c)
{
    logins[c->fd] = (struct login){.in = false};
    send_all(c->fd, "220 Ready\r\n", 11);
}

static bool
hear(struct client *c, const char *line)
{
    struct login *l = &logins[c->fd];
    const char *reply = "500 Unknown command\r\n";

    if (strncasecmp(line, "USER ", 5) == 0) {
        l->anonymous = strncasecmp(line + 5, "anonymous", 9) == 0;
        reply = "331 Password\r\n";
    } else if (strncasecmp(line, "PASS ", 5) == 0) {
        l->in = l->anonymous;
        reply = l->in ? "230 Logged in\r\n" : "530 Wrong password\r\n";
    } else {
        for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
            if (strncasecmp(line, replies[i].verb, strlen(replies[i].verb)) == 0)
                reply = l->in || i == 0 ? replies[i].reply : "530 Log in first\r\n";
    }
    send_all(c->fd, reply, strlen(reply));
    return strncmp(reply, "221", 3) != 0;
}

int
main(int argc, char **argv)
{
    wait_for_clients(server_begin(argc, argv, "2121"));
    return 0;
}
