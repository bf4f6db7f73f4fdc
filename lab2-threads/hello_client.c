/* hello_client, a thread for each client: all connect at the same time.  The same as lab1-blocking,
 * except that hello_meet() runs in a thread. */
#include "clock.h"
#include "hello_meet.h"
#include "process.h"

#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STACK = 256 * 1024 }; /* bytes: getaddrinfo(3) is the deepest call, the default is 8 MiB */

/* A thread's argument: one for each, since all of them run at the same time. */
struct client {
    pthread_t thread;
    const struct hello_client_options *options;
    unsigned number;
    bool good;
};

static void *
run_client(void *argument)
{
    struct client *c = argument;

    c->good = hello_meet(c->options, c->number); /* steps 1 to 4 */
    return NULL;
}

int
main(int argc, char **argv)
{
    struct hello_client_options options = hello_client_options(argc, argv);
    struct client *clients = calloc(options.clients, sizeof *clients);
    pthread_attr_t attributes;
    double start = clock_now();
    unsigned good = 0;

    process_prepare();
    if (clients == NULL)
        err(1, "no room for %u clients", options.clients);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);

    for (unsigned i = 0; i < options.clients; i++) {
        int failure;

        clients[i] = (struct client){.options = &options, .number = i + 1};
        failure = pthread_create(&clients[i].thread, &attributes, run_client, &clients[i]);
        if (failure != 0)
            errx(1, "cannot start thread %u: %s", i + 1, strerror(failure));
    }
    for (unsigned i = 0; i < options.clients; i++) {
        pthread_join(clients[i].thread, NULL);
        good += clients[i].good;
    }

    free(clients);
    return hello_summary(good, options.clients, clock_now() - start);
}
