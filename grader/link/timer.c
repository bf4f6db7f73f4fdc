/* libevent's timers run for so long; ours ring at a moment. */
#include "timer.h"

#include "clock.h"

#include <math.h>

#define SOON 1e-6 /* libevent takes microseconds */

void
timer_begin(struct event *timer, struct event_base *base, event_callback_fn on_time, void *argument)
{
    evtimer_assign(timer, base, on_time, argument);
}

void
timer_set(struct event *timer, double when)
{
    double seconds = fmax(SOON, fmin(when - clock_now(), 1e6));
    struct timeval t = {.tv_sec = (time_t)seconds};

    if (isinf(when)) {
        event_del(timer);
        return;
    }
    t.tv_usec = (suseconds_t)((seconds - (double)t.tv_sec) * 1e6);
    event_add(timer, &t);
}
