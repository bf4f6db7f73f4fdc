/* check_host.c: --host: a server is bound to the address that its ready line names, of either
 * family, and to no other. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "checks.h"
#include "ftp_root.h"
#include "greeting.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

/* A server that is bound to every address is open to strangers. */
static void
judge_bound(const struct server *s)
{
    struct tcp_row row = {0};

    if (launch_listens(s, &row) && row.any) {
        judge_hint("Does --host get into the address of bind(2)? INADDR_ANY is every address.");
        judge_fail(V_FAIL, "a socket bound to the address that the ready line names, and no other",
                   "the ready line names %s, but the socket is bound to every address", s->host);
    }
}

static void
must_have_ipv6(void)
{
    struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int probe = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (probe == -1 || bind(probe, (struct sockaddr *)&a, sizeof a) == -1)
        judge_fail(V_INCONCLUSIVE, "a machine with IPv6", "this machine has no address ::1");
    close(probe);
}

/* Without --host it is 127.0.0.1. Then with --host ::1, and that one serves; args has two words. */
static void
launch_on_both(struct server *s, const char *name, const char *const args[2])
{
    const char *const without[] = {args[0], args[1], NULL};
    const char *const with[] = {"--host", "::1", args[0], args[1], NULL};

    launch_start(s, now.lab, name, without);
    judge_bound(s);
    must_have_ipv6();
    launch_start(s, now.lab, name, with);
    if (strcmp(s->host, "::1") != 0)
        judge_fail(V_FAIL, "listening on [::1]:PORT", "the ready line names %s", s->host);
    judge_bound(s);
}

START_TEST(hello)
{
    static const char *const args[] = {NULL, NULL};
    struct server s;

    launch_on_both(&s, "hello_server", args);
    greeting_take(play_connect(&s));
    judge_pass("listening on [::1]:%u, greeting complete", s.port);
}
END_TEST

START_TEST(ftp)
{
    static struct ftp_root root;
    const char *const args[] = {"--root", root.path};
    struct talk talk;

    ftp_root_fill(&root);
    launch_on_both(&root.server, "ftp_server", args);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_get(&talk, &root.files[2]);
    talk_quit(&talk);
    judge_pass("listening on [::1]:%u, a file fetched by EPSV", root.server.port);
}
END_TEST

const struct check_kind hello_host_checks[] = {
    {"hello.ipv6", &hello, false, NULL},
    {NULL, NULL, false, NULL},
};

const struct check_kind ftp_host_checks[] = {
    {"ftp.ipv6", &ftp, false, NULL},
    {NULL, NULL, false, NULL},
};
