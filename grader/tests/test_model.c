/* test_model.c: each way a server can wait, as measured, and the name it must get. */
#include <check.h>
#include <stdlib.h>

#include "model.h"

struct measured {
    const char *story;
    int tasks_before, tasks, processes, queue, held, nonblocking, epolls;
    int naps[NAP_KINDS];
    bool served;
    enum shape shape;
};

static const struct measured rows[] = {
    {"one at a time", 1, 1, 1, 4, 1, 0, 0, {[NAP_READ] = 1}, false, SHAPE_BLOCKING},
    {"thread a client",
     1,
     6,
     1,
     0,
     5,
     0,
     0,
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1},
     true,
     SHAPE_THREADED},
    {"thread a client in poll", 1, 6, 1, 0, 5, 5, 0, {[NAP_POLL] = 6}, true, SHAPE_THREADED},
    {"pool of 8",
     9,
     9,
     1,
     0,
     5,
     0,
     0,
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1, [NAP_LOCK] = 3},
     true,
     SHAPE_THREADED_POOL},
    {"pool of 2",
     3,
     3,
     1,
     3,
     2,
     0,
     0,
     {[NAP_READ] = 2, [NAP_IDLE] = 1},
     false,
     SHAPE_POOL_EXHAUSTED},
    {"pool of 2 that accepts all",
     3,
     3,
     1,
     0,
     5,
     0,
     0,
     {[NAP_READ] = 2, [NAP_ACCEPT] = 1},
     false,
     SHAPE_POOL_EXHAUSTED},
    {"libevent", 1, 1, 1, 0, 5, 5, 1, {[NAP_EPOLL] = 1}, true, SHAPE_EVENT},
    {"poll loop", 1, 1, 1, 0, 5, 0, 0, {[NAP_POLL] = 1}, true, SHAPE_EVENT_POLL},
    {"two loops", 3, 3, 1, 0, 5, 5, 3, {[NAP_EPOLL] = 3}, true, SHAPE_EVENT_THREADS},
    {"fork a client",
     1,
     6,
     6,
     0,
     5,
     0,
     0,
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1},
     true,
     SHAPE_PROCESSES},
    {"fork and wait",
     1,
     2,
     2,
     4,
     1,
     0,
     0,
     {[NAP_READ] = 1, [NAP_IDLE] = 1},
     false,
     SHAPE_FAKE_PROCESSES},
    {"threads behind one lock",
     1,
     6,
     1,
     0,
     5,
     0,
     0,
     {[NAP_READ] = 1, [NAP_LOCK] = 4, [NAP_ACCEPT] = 1},
     false,
     SHAPE_FAKE_THREADED_LOCK},
    {"create and join",
     1,
     2,
     1,
     4,
     1,
     0,
     0,
     {[NAP_READ] = 1, [NAP_LOCK] = 1},
     false,
     SHAPE_FAKE_THREADED_JOIN},
    {"five decoy threads",
     6,
     6,
     1,
     4,
     1,
     0,
     0,
     {[NAP_READ] = 1, [NAP_IDLE] = 5},
     false,
     SHAPE_BLOCKING_DECOYS},
    {"a decoy thread for each client",
     1,
     6,
     1,
     0,
     5,
     5,
     1,
     {[NAP_EPOLL] = 1, [NAP_IDLE] = 5},
     true,
     SHAPE_FAKE_THREADED_DECOYS},
    {"a loop that starts threads",
     1,
     6,
     1,
     0,
     5,
     0,
     1,
     {[NAP_EPOLL] = 1, [NAP_READ] = 5},
     true,
     SHAPE_EVENT_HANDOVER},
    {"a loop in each thread",
     1,
     6,
     1,
     0,
     5,
     5,
     5,
     {[NAP_ACCEPT] = 1, [NAP_EPOLL] = 5},
     true,
     SHAPE_THREADED},
    {"a handler that reads", 1, 1, 1, 4, 1, 0, 1, {[NAP_READ] = 1}, false, SHAPE_FAKE_EVENT},
    {"gone", 1, 0, 0, 0, 0, 0, 0, {0}, false, SHAPE_UNKNOWN},
};

START_TEST(measured_row)
{
    const struct measured *m = &rows[_i];
    struct sighting seen = {
        .clients = 5,
        .last_served = m->served,
        .settled = true,
        .base = {.processes = 1, .tasks = m->tasks_before},
        .held = {.processes = m->processes,
                 .tasks = m->tasks,
                 .queue = m->queue,
                 .held = m->held,
                 .nonblocking = m->nonblocking,
                 .epolls = m->epolls},
    };

    for (int i = 0; i < NAP_KINDS; i++)
        seen.held.naps[i] = m->naps[i];
    ck_assert_msg(model_name(&seen) == m->shape, "%s: %s, not %s", m->story,
                  shape_word(model_name(&seen)), shape_word(m->shape));
}
END_TEST

START_TEST(what_fits)
{
    for (int s = 0; s < SHAPE_COUNT; s++) {
        enum shape shape = (enum shape)s;
        ck_assert_int_eq(model_fits(shape, MODEL_BLOCKING), shape == SHAPE_BLOCKING);
        ck_assert_int_eq(model_fits(shape, MODEL_THREADS), shape == SHAPE_THREADED ||
                                                               shape == SHAPE_THREADED_POOL ||
                                                               shape == SHAPE_EVENT_HANDOVER);
        ck_assert_int_eq(model_fits(shape, MODEL_ASYNC),
                         shape == SHAPE_EVENT || shape == SHAPE_EVENT_POLL);
        ck_assert_ptr_nonnull(shape_word(shape));
        ck_assert_ptr_nonnull(shape_why(shape));
        ck_assert_ptr_nonnull(shape_hint(shape));
    }
}
END_TEST

START_TEST(naps)
{
    ck_assert_int_eq(nap_of_syscall("running\n"), NAP_NONE);
    ck_assert_int_eq(nap_of_syscall("-1 0x7ffe 0x7f\n"), NAP_OTHER);
    ck_assert_int_eq(nap_of_wchan("inet_csk_accept"), NAP_ACCEPT);
    ck_assert_int_eq(nap_of_wchan("wait_woken"), NAP_READ);
    ck_assert_int_eq(nap_of_wchan("ep_poll"), NAP_EPOLL);
    ck_assert_int_eq(nap_of_wchan("poll_schedule_timeout"), NAP_POLL);
    ck_assert_int_eq(nap_of_wchan("futex_wait_queue"), NAP_LOCK);
    ck_assert_int_eq(nap_of_wchan("hrtimer_nanosleep"), NAP_SLEEP);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("model");
    TCase *names = tcase_create("names");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_loop_test(names, measured_row, 0, sizeof rows / sizeof rows[0]);
    tcase_add_test(names, what_fits);
    tcase_add_test(names, naps);
    suite_add_tcase(suite, names);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
