/* What both servers of this lab have around their clients: the event loop, the listener and the
 * end. The counterpart of stop.h and clients.h in the other labs. */
#ifndef LOOP_H
#define LOOP_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdbool.h>

struct loop {
    struct event_base *base;
    int listener; /* -1 once the server was told to stop */
    double grace;
    unsigned clients; /* being served */

    struct event on_clients_waiting;
    struct event on_interrupt;
    struct event on_terminate;
    struct event on_grace_over;
    struct event on_accept_again;
};

/* Begins a loop that calls `on_clients_waiting` when clients wait at the listener, which it owns
 * from here on.  SIGINT or SIGTERM stops it: no more clients are accepted, those who are there have
 * `grace` seconds; a second signal ends it at once.  Ends the program when there is no memory. */
void loop_begin(struct loop *l, int listener, double grace, event_callback_fn on_clients_waiting,
                void *argument);

/* The next client's socket, which does not block; -1 when none waits now.  A failure that concerns
 * one client only is passed over; when descriptors are short it asks again a little later. */
int loop_accept(struct loop *l);

/* Runs until the server was told to stop and its clients have left or have no time any more. */
void loop_run(struct loop *l);

/* A client is being served, a client has left. */
void loop_client_came(struct loop *l);
void loop_client_left(struct loop *l);

/* Frees the loop.  Its clients must be gone. */
void loop_end(struct loop *l);

/* Waits for something at a descriptor (-1: only for the time to pass) for so many seconds (0: for
 * ever), each time anew; then calls back with the argument that the event was assigned with.  False
 * when there is no memory. */
bool loop_wait(struct event *event, int descriptor, short what, double seconds,
               event_callback_fn callback);

/* From now on libevent says nothing on stderr by itself: its callers do, in one line. */
void loop_be_quiet(void);

/* Seconds as libevent wants them. */
struct timeval loop_time(double seconds);

#endif
