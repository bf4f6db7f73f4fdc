/* hello_server, a thread for each client: while one thread waits the system runs another.  The same
 * as lab1-blocking, except that the loop starts threads instead of serving. */
#include "clients.h"
#include "hello_serve.h"
#include "net.h"
#include "process.h"
#include "stop.h"

#include <unistd.h>

enum {
    STACK = 256 * 1024, /* bytes: a step of sending takes 17 KiB, the default is 8 MiB */
    MOST_CLIENTS = 4000,
};

static void *
run_client(void *argument)
{
    struct client *client = argument;

    hello_serve(client->socket, client->shared); /* steps 3 to 5 */
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

    if (client == NULL)
        close(socket);
    else if (pthread_create(&thread, attributes, run_client, client) != 0)
        clients_leave(client);
}

int
main(int argc, char **argv)
{
    struct hello_server_options options = hello_server_options(argc, argv);
    int listener;
    struct clients clients;
    pthread_attr_t attributes;
    int client;

    /* Step 1: listen */
    listener = server_listen(&options.server, 0);
    process_prepare();
    stop_on_signals(listener);
    clients_begin(&clients, MOST_CLIENTS, 0, &options);
    clients_thread_attributes(&attributes, STACK);
    net_announce(listener);

    /* Step 2: accept a client */
    while ((client = stop_accept(listener)) >= 0)
        start_client(&clients, client, &attributes);

    close(listener);
    pthread_attr_destroy(&attributes);
    if (!clients_finish(&clients, options.server.grace))
        _exit(0); /* some still use what is in this function */
    return 0;
}
