/* sockdiag.c: asks the kernel for the TCP sockets on one port: quick, even among 10 000 others. */
#include "sockdiag.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIME_WAIT 6 /* nobody holds these, and there may be thousands */
#define LISTENING (1u << TCP_STATE_LISTEN)
#define HELD      (~(1u << TIME_WAIT))

struct question {
    struct nlmsghdr header;
    struct inet_diag_req_v2 request;
};

static bool
ask(int fd, unsigned char family, unsigned port, unsigned states)
{
    struct question message = {
        .header = {.nlmsg_len = sizeof message,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = family,
                    .sdiag_protocol = IPPROTO_TCP,
                    .idiag_states = states,
                    .id.idiag_sport = htons((unsigned short)port)},
    };

    return send(fd, &message, sizeof message, 0) == sizeof message;
}

static struct tcp_row
row_of(const struct inet_diag_msg *m)
{
    return (struct tcp_row){
        .local_port = ntohs(m->id.idiag_sport),
        .remote_port = ntohs(m->id.idiag_dport),
        .state = m->idiag_state,
        .rx_queue = m->idiag_rqueue,
        .inode = m->idiag_inode,
        .any = (m->id.idiag_src[0] | m->id.idiag_src[1] | m->id.idiag_src[2] |
                m->id.idiag_src[3]) == 0,
    };
}

static void
tell(const struct inet_diag_msg *m, void (*each)(const struct tcp_row *, void *), void *arg)
{
    struct tcp_row row = row_of(m);

    each(&row, arg);
}

/* One answer is many messages in many datagrams, ended by one that says so. */
static bool
hear(int fd, void (*each)(const struct tcp_row *, void *), void *arg)
{
    static _Alignas(struct nlmsghdr) char buf[32768];
    ssize_t n;

    while ((n = recv(fd, buf, sizeof buf, 0)) > 0) {
        struct nlmsghdr *h = (struct nlmsghdr *)buf;
        for (unsigned left = (unsigned)n; NLMSG_OK(h, left); h = NLMSG_NEXT(h, left)) {
            if (h->nlmsg_type == NLMSG_DONE)
                return true;
            if (h->nlmsg_type != SOCK_DIAG_BY_FAMILY)
                return false;
            tell(NLMSG_DATA(h), each, arg);
        }
    }
    return false;
}

bool
sockdiag_each(unsigned port, bool listening, void (*each)(const struct tcp_row *row, void *arg),
              void *arg)
{
    unsigned states = listening ? LISTENING : HELD;
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    bool ok;

    if (fd == -1)
        return false;
    ok = ask(fd, AF_INET, port, states) && hear(fd, each, arg);
    ok = ok && ask(fd, AF_INET6, port, states) && hear(fd, each, arg);
    close(fd);
    return ok;
}

bool
sockdiag_find(unsigned local_port, unsigned remote_port, struct tcp_row *row)
{
    static _Alignas(struct nlmsghdr) char buf[4096];
    struct nlmsghdr *h = (struct nlmsghdr *)buf;
    struct question message = {
        .header = {.nlmsg_len = sizeof message,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST},
        .request = {.sdiag_family = AF_INET,
                    .sdiag_protocol = IPPROTO_TCP,
                    .idiag_states = ~0u,
                    .id = {.idiag_sport = htons((unsigned short)local_port),
                           .idiag_dport = htons((unsigned short)remote_port),
                           .idiag_src = {htonl(INADDR_LOOPBACK)},
                           .idiag_dst = {htonl(INADDR_LOOPBACK)},
                           .idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE}}},
    };
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    bool found = false;
    ssize_t n;

    if (fd == -1)
        return false;
    if (send(fd, &message, sizeof message, 0) == sizeof message &&
        (n = recv(fd, buf, sizeof buf, 0)) > 0 && NLMSG_OK(h, (unsigned)n) &&
        h->nlmsg_type == SOCK_DIAG_BY_FAMILY) {
        *row = row_of(NLMSG_DATA(h));
        found = row->state != TCP_STATE_LISTEN && row->remote_port == remote_port;
    }
    close(fd);
    return found;
}
