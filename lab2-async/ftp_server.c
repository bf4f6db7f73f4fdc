/* ftp_server, all clients in one thread: an event loop calls back whoever has something to do.  The
 * same as lab1-blocking, except that serving one client only begins here; and as nobody waits in
 * the kernel's queue, somebody may be one too many, as in lab2-threads. */
#include "ftp_serve.h"
#include "ftp_server_options.h"
#include "net.h"
#include "process.h"

/* Are there as many as may be, in all or from this address? */
static bool
is_one_too_many(const struct server *server, int socket)
{
    const struct ftp_server_options *options = server->options;
    const struct client *other;
    union net_address peer;
    unsigned same = 0;

    if (server->loop.clients >= options->max_clients)
        return true;
    if (options->max_per_address == 0)
        return false;
    peer = net_peer(socket);
    LIST_FOREACH (other, &server->clients, others)
        same += net_same_host(&other->session.peer, &peer);
    return same >= options->max_per_address;
}

static void
on_clients_waiting(evutil_socket_t listener, short what, void *argument)
{
    struct server *server = argument;
    int client;

    (void)listener, (void)what;
    /* Step 2: accept a client */
    while ((client = loop_accept(&server->loop)) >= 0) {
        if (is_one_too_many(server, client))
            net_refuse(client, FTP_TOO_MANY);
        else
            ftp_serve(client, server); /* steps 3 to 6 */
    }
}

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);
    int listener;
    struct server server = {.service = &service, .options = &options};

    /* Step 1: listen */
    listener = server_listen(&options.server, SOCK_NONBLOCK);
    net_set_control(listener); /* its clients inherit that */
    process_prepare();
    process_give_up_root(options.run_as);
    process_leave_no_core(service.user_count > 0);
    LIST_INIT(&server.clients);
    loop_begin(&server.loop, listener, options.server.grace, on_clients_waiting, &server);
    net_announce(listener);

    loop_run(&server.loop);

    while (!LIST_EMPTY(&server.clients))
        ftp_serve_end(LIST_FIRST(&server.clients));
    loop_end(&server.loop);
    ftp_service_end(&service);
    return 0;
}
