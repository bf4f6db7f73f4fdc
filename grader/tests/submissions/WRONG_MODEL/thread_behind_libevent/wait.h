/* Story: libevent takes the clients; the callback starts a thread for each. (-pthread is not needed: the C library has it.) */
#include <event2/event.h>
#include <fcntl.h>
#include <pthread.h>

static void *
run(void *arg)
{
    serve((int)(intptr_t)arg);
    return NULL;
}

static void
on_client(int listener, short what, void *arg)
{
    int fd = accept(listener, NULL, NULL);
    pthread_t thread;

    (void)what, (void)arg;
    pthread_create(&thread, NULL, run, (void *)(intptr_t)fd);
    pthread_detach(thread);
}

static void
on_stop(int number, short what, void *arg)
{
    (void)number, (void)what;
    event_base_loopbreak(arg);
}

static void
wait_for_clients(int listener)
{
    struct event_base *loop = event_base_new();

    event_add(event_new(loop, listener, EV_READ | EV_PERSIST, on_client, NULL), NULL);
    event_add(evsignal_new(loop, SIGTERM, on_stop, loop), NULL);
    event_base_dispatch(loop);
}
