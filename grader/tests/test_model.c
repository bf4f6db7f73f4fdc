/* test_model.c: each way a server can wait, as measured, and the name it must get. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

struct measured {
    const char *story;
    bool served; /* was the last client? */
    enum shape shape;
    enum model promised;
    struct {
        int tasks_before, tasks, processes, queue, held, nonblocking, epolls;
        int own; /* connections with a task that waits for that client alone */
    } seen;
    int naps[NAP_KINDS];
};

static const struct measured rows[] = {
    {"one at a time",
     false,
     SHAPE_BLOCKING,
     MODEL_BLOCKING,
     {1, 1, 1, 4, 1, 0, 0, 1},
     {[NAP_READ] = 1}},
    {"thread a client",
     true,
     SHAPE_THREADED,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 0, 0, 5},
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1}},
    {"thread a client in poll",
     true,
     SHAPE_THREADED,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 0, 5},
     {[NAP_POLL] = 6}},
    {"pool of 8",
     true,
     SHAPE_THREADED_POOL,
     MODEL_THREADS,
     {9, 9, 1, 0, 5, 0, 0, 5},
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1, [NAP_LOCK] = 3}},
    {"pool of 2",
     false,
     SHAPE_POOL_EXHAUSTED,
     MODEL_THREADS,
     {3, 3, 1, 3, 2, 0, 0, 0},
     {[NAP_READ] = 2, [NAP_IDLE] = 1}},
    {"pool of 2 that accepts all",
     false,
     SHAPE_POOL_EXHAUSTED,
     MODEL_THREADS,
     {3, 3, 1, 0, 5, 0, 0, 0},
     {[NAP_READ] = 2, [NAP_ACCEPT] = 1}},
    {"libevent", true, SHAPE_EVENT, MODEL_ASYNC, {1, 1, 1, 0, 5, 5, 1, 0}, {[NAP_EPOLL] = 1}},
    {"poll loop", true, SHAPE_EVENT_POLL, MODEL_ASYNC, {1, 1, 1, 0, 5, 0, 0, 0}, {[NAP_POLL] = 1}},
    {"two loops",
     true,
     SHAPE_EVENT_THREADS,
     MODEL_ASYNC,
     {3, 3, 1, 0, 5, 5, 3, 0},
     {[NAP_EPOLL] = 3}},
    {"fork a client",
     true,
     SHAPE_PROCESSES,
     MODEL_THREADS,
     {1, 6, 6, 0, 5, 0, 0, 0},
     {[NAP_READ] = 5, [NAP_ACCEPT] = 1}},
    {"fork and wait",
     false,
     SHAPE_FAKE_PROCESSES,
     MODEL_THREADS,
     {1, 2, 2, 4, 1, 0, 0, 0},
     {[NAP_READ] = 1, [NAP_IDLE] = 1}},
    {"threads behind one lock",
     false,
     SHAPE_FAKE_THREADED_LOCK,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 0, 0, 0},
     {[NAP_READ] = 1, [NAP_LOCK] = 4, [NAP_ACCEPT] = 1}},
    {"create and join",
     false,
     SHAPE_FAKE_THREADED_JOIN,
     MODEL_THREADS,
     {1, 2, 1, 4, 1, 0, 0, 0},
     {[NAP_READ] = 1, [NAP_LOCK] = 1}},
    {"five decoy threads",
     false,
     SHAPE_BLOCKING_DECOYS,
     MODEL_THREADS,
     {6, 6, 1, 4, 1, 0, 0, 0},
     {[NAP_READ] = 1, [NAP_IDLE] = 5}},
    {"a decoy thread for each client",
     true,
     SHAPE_FAKE_THREADED_DECOYS,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 1, 0},
     {[NAP_EPOLL] = 1, [NAP_IDLE] = 5}},
    {"a loop that starts threads",
     true,
     SHAPE_EVENT_HANDOVER,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 0, 1, 5},
     {[NAP_EPOLL] = 1, [NAP_READ] = 5}},
    {"a loop in each thread",
     true,
     SHAPE_THREADED,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 5, 5},
     {[NAP_ACCEPT] = 1, [NAP_EPOLL] = 5}},
    {"a handler that reads",
     false,
     SHAPE_FAKE_EVENT,
     MODEL_ASYNC,
     {1, 1, 1, 4, 1, 0, 1, 0},
     {[NAP_READ] = 1}},
    {"a loop in which nothing waits for the next client",
     false,
     SHAPE_DEAF_LOOP,
     MODEL_ASYNC,
     {1, 1, 1, 4, 1, 1, 1, 0},
     {[NAP_EPOLL] = 1}},
    {"a decoy thread for each client, which reads from a pipe",
     true,
     SHAPE_FAKE_THREADED_DECOYS,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 1, 0},
     {[NAP_EPOLL] = 1, [NAP_ASIDE] = 5}},
    {"decoy threads beside a loop that asks, sleeps, asks",
     true,
     SHAPE_FAKE_THREADED_DECOYS,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 0, 0},
     {[NAP_SLEEP] = 1, [NAP_ASIDE] = 5}},
    {"decoy threads that all read one client",
     true,
     SHAPE_FAKE_THREADED_DECOYS,
     MODEL_THREADS,
     {1, 6, 1, 0, 5, 5, 0, 1},
     {[NAP_POLL] = 1, [NAP_READ] = 5}},
    {"one at a time, and a thread that waits for signals",
     false,
     SHAPE_BLOCKING,
     MODEL_BLOCKING,
     {2, 2, 1, 4, 1, 0, 0, 1},
     {[NAP_READ] = 1, [NAP_IDLE] = 1}},
    {"one at a time, and epoll for the next one",
     false,
     SHAPE_BLOCKING,
     MODEL_BLOCKING,
     {1, 1, 1, 4, 1, 0, 1, 1},
     {[NAP_READ] = 1}},
    {"the same where an event loop was promised",
     false,
     SHAPE_FAKE_EVENT,
     MODEL_ASYNC,
     {1, 1, 1, 4, 1, 0, 1, 1},
     {[NAP_READ] = 1}},
    {"all accepted, one served",
     false,
     SHAPE_FAKE_EVENT,
     MODEL_BLOCKING,
     {1, 1, 1, 0, 5, 0, 1, 1},
     {[NAP_READ] = 1}},
    {"one at a time, and five decoys",
     false,
     SHAPE_BLOCKING_DECOYS,
     MODEL_BLOCKING,
     {6, 6, 1, 4, 1, 0, 0, 1},
     {[NAP_READ] = 1, [NAP_IDLE] = 5}},
    {"gone", false, SHAPE_UNKNOWN, MODEL_THREADS, {1, 0, 0, 0, 0, 0, 0, 0}, {0}},
};

START_TEST(measured_row)
{
    const struct measured *m = &rows[_i];
    struct sighting seen = {
        .clients = 5,
        .last_served = m->served,
        .settled = true,
        .promised = m->promised,
        .base = {.processes = 1, .tasks = m->seen.tasks_before},
        .held = {.processes = m->seen.processes,
                 .tasks = m->seen.tasks,
                 .queue = m->seen.queue,
                 .held = m->seen.held,
                 .nonblocking = m->seen.nonblocking,
                 .epolls = m->seen.epolls,
                 .own = m->seen.own},
    };

    for (int i = 0; i < NAP_KINDS; i++)
        seen.held.naps[i] = m->naps[i];
    ck_assert_msg(model_name(&seen) == m->shape, "%s: %s, not %s", m->story,
                  shape_word(model_name(&seen)), shape_word(m->shape));
}
END_TEST

/* However well it waits for its clients. */
START_TEST(relay)
{
    struct sighting seen = {
        .clients = 5,
        .last_served = true,
        .passes_on = true,
        .base = {.processes = 2, .tasks = 2},
        .held = {.processes = 2, .tasks = 7, .held = 5, .own = 5, .naps = {[NAP_POLL] = 5}},
    };
    char told[300];

    ck_assert_int_eq(model_name(&seen), SHAPE_RELAY);
    seen.last_served = false;
    ck_assert_int_eq(model_name(&seen), SHAPE_RELAY);
    ck_assert_ptr_nonnull(strstr(model_tell(&seen, told, sizeof told), "another process"));
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
    tcase_add_test(names, relay);
    tcase_add_test(names, what_fits);
    tcase_add_test(names, naps);
    suite_add_tcase(suite, names);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
