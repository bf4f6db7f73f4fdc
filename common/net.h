/* Sockets and their addresses, IPv4 and IPv6.  Nothing in here waits on its own account: on a
 * non-blocking socket every call returns at once, and a blocking one waits inside the system call
 * because the lab that made it blocking wants that. */
#ifndef NET_H
#define NET_H

#include "step.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

union net_address {
    struct sockaddr any; /* any.sa_family says which of the others it is */
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Room for "[" + IPv6 address + "%scope" + "]:65535" and a NUL. */
enum { NET_TEXT = INET6_ADDRSTRLEN + 32 };

/* From a numeric address ("127.0.0.1", "::1") and a port: false when host is not one. */
bool net_address(union net_address *a, const char *host, unsigned port);

/* The size of the member in use, as bind(2) and its kin want it. */
socklen_t net_address_size(const union net_address *a);

unsigned net_port(const union net_address *a);
void net_set_port(union net_address *a, unsigned port);

/* "127.0.0.1:40123" or "[::1]:40123" into text[NET_TEXT]; returns text. */
char *net_text(const union net_address *a, char *text);

/* "127.0.0.1" or "::1" into text[NET_TEXT]; returns text.  An IPv4 address that reached us over an
 * IPv6 socket (RFC 4291 section 2.5.5.2) is written as the IPv4 address that it is. */
char *net_host_text(const union net_address *a, char *text);

/* Is this IPv4, be it over an IPv6 socket? */
bool net_is_v4(const union net_address *a);

/* Does it name no host at all, as 0.0.0.0 and :: do? */
bool net_is_unspecified(const union net_address *a);

/* Do the two name the same host, whatever the ports? */
bool net_same_host(const union net_address *a, const union net_address *b);

/* The two ends of a socket.  What cannot be told is an address of family AF_UNSPEC. */
union net_address net_local(int socket);
union net_address net_peer(int socket);

/* A stream socket for that family, or one that listens there (port 0: the kernel chooses); `flags`
 * is SOCK_NONBLOCK or 0.  The caller owns the descriptor; -1 and errno when it cannot be had. */
int net_socket(int family, int flags);
int net_listen(const union net_address *a, int flags);

/* The same for a data port of FTP: at the local end of a control connection, for one client, in the
 * range low..high (0..0: any port).  -1 and errno when no port of the range can be had. */
int net_listen_data(const union net_address *local, unsigned low, unsigned high, int flags);

/* Prints the ready line "listening on 127.0.0.1:40123" to stdout and flushes it. */
void net_announce(int listener);

/* One recv(2) or send(2), gone through again when a signal interrupts it.  STEP_DONE: *moved bytes
 * went (0 from net_receive: the peer has ended its stream).  STEP_WAIT: not now.  STEP_FAILED: the
 * connection is lost, errno says how.  `flags` as for the system call; a peer that is gone raises
 * no signal. */
enum step net_receive(int socket, void *bytes, size_t n, int flags, size_t *moved);
enum step net_send(int socket, const void *bytes, size_t n, int flags, size_t *moved);

/* Sets how long a blocking socket waits in one system call before it gives STEP_WAIT: in those that
 * receive or accept, in those that send or connect, in all. */
void net_set_read_patience(int socket, double seconds);
void net_set_write_patience(int socket, double seconds);
void net_set_patience(int socket, double seconds);

/* Makes a control connection fit for FTP: replies leave at once, urgent bytes (Telnet's Synch,
 * which may come with ABOR) stay in the stream.  Sockets accepted from a listener inherit it. */
void net_set_control(int socket);

/* Says why a client is not served, as far as it goes without waiting, and hangs up. */
void net_refuse(int socket, const char *text);

/* Closes *descriptor if it is one and makes it -1. */
void net_close(int *descriptor);

#endif
