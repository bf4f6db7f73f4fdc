/* A timer for a moment of clock_now(). */
#ifndef TIMER_H
#define TIMER_H

#include <event2/event.h>
#include <event2/event_struct.h>

/* Makes the timer, which is not set yet. */
void timer_begin(struct event *timer, struct event_base *base, event_callback_fn on_time,
                 void *argument);

/* It calls on_time at that moment, soon if that is past; INFINITY: never.  What was set before is
 * forgotten. */
void timer_set(struct event *timer, double when);

#endif
