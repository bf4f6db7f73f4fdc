/* test_link.c: slowlink's link against arithmetic: time is a number here, so the result is exact.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link/flow.h"
#include "link/link.h"
#include "link/timer.h"

enum { MOST_SENDERS = 200 };

#define SOON  20e-6 /* the link's timers may come this early */
#define EXACT 1e-7  /* what is left of a sum of many doubles */

/* Senders that always have more to send, until nothing is left. */
static struct sender {
    struct flow flow;
    size_t left;
    size_t sent, received;
    double first, last; /* when parcels were to arrive */
    bool ready;
} senders[MOST_SENDERS];

static struct link l;
static unsigned n_senders;
static double now, sent_last;    /* when the last piece was taken from its sender */
static double earliest, latest;  /* a delivery, as against its time               */
static double previous, fullest; /* arrival; bytes that waited, at most           */
static size_t in_order;          /* parcels that came first in, first out         */

/* ---- what the link calls: its timer is our clock, its flows are our senders ------------------ */

void
timer_begin(struct event *timer, struct event_base *base, event_callback_fn on_time, void *argument)
{
    (void)timer, (void)base, (void)on_time, (void)argument;
}

void
timer_set(struct event *timer, double when)
{
    (void)timer, (void)when;
}

static struct sender *
sender_of(struct flow *f)
{
    return (struct sender *)((char *)f - offsetof(struct sender, flow));
}

void
flow_send(struct flow *f)
{
    struct sender *s = sender_of(f);
    size_t length = s->left < l.piece ? s->left : l.piece;
    struct parcel *p = malloc(sizeof *p + sizeof(size_t));

    ck_assert_ptr_nonnull(p);
    p->flow = f;
    p->length = length;
    memcpy(p->bytes, &s->sent, sizeof s->sent);
    s->left -= length;
    s->sent += length;
    sent_last = now;
    link_send(&l, p, now);
    fullest = fmax(fullest, (l.free_at - now) * l.rate);
    if (s->left > 0 && (l.in_turn || !link_has_room(&l, now)))
        link_stand_in_line(&l, f);
    else
        s->ready = s->left > 0;
}

void
flow_arrive(struct flow *f, struct parcel *p)
{
    struct sender *s = sender_of(f);
    size_t position;

    memcpy(&position, p->bytes, sizeof position);
    in_order += position == s->received && p->arrives >= previous;
    previous = p->arrives;
    s->first = s->received == 0 ? p->arrives : s->first;
    s->last = p->arrives;
    s->received += p->length;
    earliest = fmin(earliest, now - p->arrives);
    latest = fmax(latest, now - p->arrives);
    free(p);
}

/* ---- the play -------------------------------------------------------------------------------- */

static void
link_of(double rate, double delay, double queue)
{
    memset(senders, 0, sizeof senders);
    link_begin(&l, NULL, rate, delay, queue);
    n_senders = 0;
    in_order = 0;
    now = sent_last = earliest = latest = previous = fullest = 0;
}

static void
wants_to_send(size_t bytes, unsigned n)
{
    while (n-- > 0)
        senders[n_senders++] = (struct sender){.flow.link = &l, .left = bytes, .ready = true};
}

/* Those who are ready send a piece, each in turn, as long as somebody may. */
static void
send_what_is_ready(void)
{
    bool again = true;

    while (again) {
        again = false;
        for (unsigned i = 0; i < n_senders; i++) {
            struct sender *s = &senders[i];

            if (!s->ready)
                continue;
            s->ready = false;
            if (!TAILQ_EMPTY(&l.line) || !link_has_room(&l, now))
                link_stand_in_line(&l, &s->flow);
            else
                flow_send(&s->flow);
            again = again || s->ready;
        }
    }
}

/* Until nothing is due.  The program wakes up late, up to so many seconds. */
static void
play(double lateness)
{
    unsigned random = 1;

    send_what_is_ready();
    while (!isinf(link_due(&l))) {
        random = random * 1103515245 + 12345;
        now = fmax(now, link_due(&l) + lateness * (random >> 16) / 65536);
        link_run(&l, now);
        send_what_is_ready();
    }
    for (unsigned i = 0; i < n_senders; i++)
        ck_assert_uint_eq(senders[i].received, senders[i].sent);
}

static double
last_arrival(void)
{
    double last = 0;

    for (unsigned i = 0; i < n_senders; i++)
        last = fmax(last, senders[i].last);
    return last;
}

static size_t
parcels_of(size_t bytes, unsigned n)
{
    return (bytes + l.piece - 1) / l.piece * n;
}

static const struct {
    double rate, delay; /* bytes a second, seconds */
    size_t bytes;
    unsigned n;
} plays[] = {
    {1e6, 0, 1000000, 1},     {1e6, 0.2, 1000000, 1},  {1e6, 0.2, 1000000, 2},
    {125e6, 0.2, 300000, 40}, {125e6, 0, 60000000, 1}, {4e6, 0.1, 20000, MOST_SENDERS},
    {62.5, 2, 1000, 3},       {12345.6, 0.007, 1, 5},
};

/* n files of L bytes take n L/R + d, to the last digit; first in, first out. */
START_TEST(time_is_bytes_over_rate_and_delay)
{
    link_of(plays[_i].rate, plays[_i].delay, 0);
    wants_to_send(plays[_i].bytes, plays[_i].n);
    play(0);
    ck_assert_double_eq_tol(
        last_arrival(), plays[_i].n * (double)plays[_i].bytes / plays[_i].rate + plays[_i].delay,
        EXACT);
    ck_assert_uint_eq(in_order, parcels_of(plays[_i].bytes, plays[_i].n));
    ck_assert_double_ge(earliest, -SOON - EXACT);
    ck_assert_double_le(latest, EXACT);
    link_end(&l);
}
END_TEST

/* A program that wakes up late, when the queue has long run dry, delivers late, by as much; the
 * link loses nothing of its rate. */
START_TEST(late_is_not_slow)
{
    link_of(plays[_i].rate, plays[_i].delay, plays[_i].rate * 0.02);
    wants_to_send(plays[_i].bytes, plays[_i].n);
    play(0.05);
    ck_assert_double_eq_tol(
        last_arrival(), plays[_i].n * (double)plays[_i].bytes / plays[_i].rate + plays[_i].delay,
        EXACT);
    ck_assert_uint_eq(in_order, parcels_of(plays[_i].bytes, plays[_i].n));
    ck_assert_double_ge(earliest, -SOON - EXACT);
    ck_assert_double_le(latest, 0.05 + EXACT);
    link_end(&l);
}
END_TEST

/* Who sends at the same time shares the link: all have their first piece before anyone's second. */
START_TEST(all_in_turn)
{
    double round;

    link_of(1e6, 0, 0);
    wants_to_send(20000, 50);
    play(0);
    round = 50 * (double)l.piece / l.rate;
    for (unsigned i = 0; i < n_senders; i++) {
        ck_assert_double_le(senders[i].first, round + EXACT);
        ck_assert_double_ge(senders[i].last, 1.0 - round - EXACT);
    }
    link_end(&l);
}
END_TEST

/* No more waits than the queue holds, and the last piece leaves its sender when it has room. */
START_TEST(a_full_queue_makes_senders_wait)
{
    static const double queues[] = {1000, 4000, 65536, 500000};
    double queue = queues[_i];

    link_of(1e6, 0.2, queue);
    wants_to_send(400000, 3);
    play(0);
    ck_assert_double_le(fullest, queue + SOON * l.rate + EXACT);
    ck_assert_double_eq_tol(sent_last, (1200000 - queue) / l.rate, SOON + EXACT);
    ck_assert_double_eq_tol(last_arrival(), 1.4, EXACT);
    link_end(&l);
}
END_TEST

/* A link that had nothing to do saves nothing up. */
START_TEST(idle_time_is_gone)
{
    link_of(1e6, 0.2, 0);
    wants_to_send(10000, 1);
    play(0);
    ck_assert_double_eq_tol(last_arrival(), 0.21, EXACT);
    now = 5;
    wants_to_send(10000, 2);
    play(0);
    ck_assert_double_eq_tol(last_arrival(), 5.22, EXACT);
    link_end(&l);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("a link with a rate and a delay");
    TCase *tests = tcase_create("arithmetic");
    SRunner *runner = srunner_create(suite);
    int failed, all = sizeof plays / sizeof *plays;

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, time_is_bytes_over_rate_and_delay, 0, all);
    tcase_add_loop_test(tests, late_is_not_slow, 0, all);
    tcase_add_test(tests, all_in_turn);
    tcase_add_loop_test(tests, a_full_queue_makes_senders_wait, 0, 4);
    tcase_add_test(tests, idle_time_is_gone);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
