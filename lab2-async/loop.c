/* The event loop, the listener and the end.  Signals are events like any other here. */
#include "loop.h"

#include "net.h"

#include <err.h>
#include <errno.h>
#include <signal.h>

#define ACCEPT_PAUSE 0.1 /* seconds without accepting when there are no descriptors left */
#define ACCEPT_LOOK  1.0 /* seconds between two looks at the listener after such a pause */

struct timeval
loop_time(double seconds)
{
    struct timeval t = {.tv_sec = (time_t)seconds};

    t.tv_usec = (suseconds_t)((seconds - (double)t.tv_sec) * 1e6);
    return t;
}

static void
say_nothing(int severity, const char *text)
{
    (void)severity, (void)text;
}

void
loop_be_quiet(void)
{
    event_set_log_callback(say_nothing);
}

static void
on_grace_over(evutil_socket_t none, short what, void *argument)
{
    struct loop *l = argument;

    (void)none, (void)what;
    event_base_loopbreak(l->base);
}

static void
on_stop(evutil_socket_t signal, short what, void *argument)
{
    struct loop *l = argument;
    struct timeval grace = loop_time(l->grace);

    (void)signal, (void)what;
    if (l->listener < 0 || l->clients == 0) {
        event_base_loopbreak(l->base);
        return;
    }
    event_del(&l->on_clients_waiting);
    event_del(&l->on_accept_again);
    net_close(&l->listener);
    if (event_add(&l->on_grace_over, &grace) != 0)
        event_base_loopbreak(l->base);
}

/* Those who wait stay in the kernel's queue; asking again at once would only burn the CPU. */
static void
pause_accepting(struct loop *l)
{
    struct timeval pause = loop_time(ACCEPT_PAUSE);

    if (event_add(&l->on_accept_again, &pause) == 0)
        event_del(&l->on_clients_waiting); /* else rather burn it than be deaf for ever */
}

/* To wait for clients again may fail unnoticed: so from now on they are also looked for. */
static void
on_accept_again(evutil_socket_t none, short what, void *argument)
{
    struct loop *l = argument;
    struct timeval later = loop_time(ACCEPT_LOOK);

    (void)none, (void)what;
    event_add(&l->on_accept_again, &later);
    event_add(&l->on_clients_waiting, NULL);
    event_active(&l->on_clients_waiting, EV_READ, 1);
}

void
loop_begin(struct loop *l, int listener, double grace, event_callback_fn on_clients_waiting,
           void *argument)
{
    struct event_config *config = event_config_new();

    /* What is waited for in turns then costs one system call a round of the loop at most. */
    if (config != NULL)
        event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
    loop_be_quiet();
    *l = (struct loop){.listener = listener, .grace = grace};
    l->base = config == NULL ? NULL : event_base_new_with_config(config);
    if (l->base == NULL)
        errx(1, "cannot make an event loop");
    event_config_free(config);

    event_assign(&l->on_clients_waiting, l->base, listener, EV_READ | EV_PERSIST,
                 on_clients_waiting, argument);
    evsignal_assign(&l->on_interrupt, l->base, SIGINT, on_stop, l);
    evsignal_assign(&l->on_terminate, l->base, SIGTERM, on_stop, l);
    evtimer_assign(&l->on_grace_over, l->base, on_grace_over, l);
    evtimer_assign(&l->on_accept_again, l->base, on_accept_again, l);
    if (event_add(&l->on_clients_waiting, NULL) != 0 || event_add(&l->on_interrupt, NULL) != 0 ||
        event_add(&l->on_terminate, NULL) != 0)
        errx(1, "cannot wait for events");
}

int
loop_accept(struct loop *l)
{
    for (;;) {
        int client = accept4(l->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (client >= 0)
            return client;
        switch (errno) {
        case EAGAIN:
            return -1;
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
            pause_accepting(l);
            return -1;
        default: /* a client that is gone already */
            break;
        }
    }
}

void
loop_run(struct loop *l)
{
    event_base_dispatch(l->base);
}

/* What an event waits for already costs no system call. */
bool
loop_wait(struct event *event, int descriptor, short what, double seconds,
          event_callback_fn callback)
{
    struct timeval patience = loop_time(seconds);

    if (!event_pending(event, what, NULL) || event_get_callback(event) != callback ||
        event_get_fd(event) != descriptor) {
        event_del(event);
        event_assign(event, event_get_base(event), descriptor, what | EV_PERSIST, callback,
                     event_get_callback_arg(event));
    } else if (seconds == 0) {
        event_remove_timer(event);
    }
    return event_add(event, seconds > 0 ? &patience : NULL) == 0;
}

void
loop_client_came(struct loop *l)
{
    l->clients++;
}

void
loop_client_left(struct loop *l)
{
    l->clients--;
    if (l->clients == 0 && l->listener < 0)
        event_base_loopbreak(l->base);
}

void
loop_end(struct loop *l)
{
    event_del(&l->on_clients_waiting);
    event_del(&l->on_interrupt);
    event_del(&l->on_terminate);
    event_del(&l->on_grace_over);
    event_del(&l->on_accept_again);
    net_close(&l->listener);
    event_base_free(l->base);
}
