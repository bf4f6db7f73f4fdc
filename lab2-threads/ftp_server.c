/* ftp_server, a thread for each client: while one thread waits the system runs another.  The same
 * as lab1-blocking, except that the loop starts threads instead of serving. */
#include "clients.h"
#include "ftp_serve.h"
#include "ftp_server_options.h"
#include "ftp_session.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <string.h>
#include <unistd.h>

enum { STACK = 256 * 1024 }; /* bytes: a step of receiving takes 130 KiB, the default is 8 MiB */

static void *
run_client(void *argument)
{
    struct client *client = argument;

    ftp_serve(client->socket, client->shared); /* steps 3 to 5 */
    /* Step 6: hang up */
    clients_leave(client);
    return NULL;
}

/* Nobody joins these threads: each tidies up after itself, and clients_finish() waits for all. */
static void
start_client(struct clients *clients, int socket, const pthread_attr_t *attributes)
{
    struct client *client = clients_enter(clients, socket);
    pthread_t thread;
    size_t sent;

    if (client == NULL)
        net_refuse(socket, FTP_TOO_MANY);
    else if (pthread_create(&thread, attributes, run_client, client) != 0) {
        net_send(socket, FTP_TOO_MANY, strlen(FTP_TOO_MANY), MSG_DONTWAIT, &sent);
        clients_leave(client);
    }
}

int
main(int argc, char **argv)
{
    struct ftp_service service;
    struct ftp_server_options options = ftp_server_options(argc, argv, &service);
    int listener;
    struct clients clients;
    pthread_attr_t attributes;
    int client;

    /* Step 1: listen */
    listener = server_listen(&options.server, 0);
    net_set_control(listener); /* its clients inherit that */
    process_prepare();
    process_give_up_root(options.run_as);
    process_leave_no_core(service.user_count > 0);
    stop_on_signals(listener);
    clients_begin(&clients, options.max_clients, options.max_per_address, &service);
    clients_thread_attributes(&attributes, STACK);
    net_announce(listener);

    /* Step 2: accept a client */
    while ((client = stop_accept(listener)) >= 0)
        start_client(&clients, client, &attributes);

    close(listener);
    pthread_attr_destroy(&attributes);
    if (!clients_finish(&clients, options.server.grace))
        _exit(0); /* some still use what is in this function */
    ftp_service_end(&service);
    return 0;
}
