/* Story: libevent, but its one callback serves the whole client, waiting in recv(2). */
#include <event2/event.h>
#include <fcntl.h>

static void
on_client(int listener, short what, void *arg)
{
    int fd = accept(listener, NULL, NULL);

    (void)what, (void)arg;
    serve(fd);
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
