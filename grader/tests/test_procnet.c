/* test_procnet.c: lines of /proc/net/tcp and tcp6, right and wrong ones. */
#include <arpa/inet.h>
#include <check.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "procnet.h"
#include "sockdiag.h"

START_TEST(listening)
{
    struct tcp_row row;

    ck_assert(procnet_parse("   0: 0100007F:9C6B 00000000:0000 0A 00000000:00000004 00:00000000 "
                            "00000000  1000        0 123456 1 0000000000000000 100 0 0 10 0\n",
                            &row));
    ck_assert_uint_eq(row.local_port, 0x9c6b);
    ck_assert_uint_eq(row.remote_port, 0);
    ck_assert_int_eq(row.state, TCP_STATE_LISTEN);
    ck_assert_uint_eq(row.rx_queue, 4);
    ck_assert_uint_eq(row.inode, 123456);
}
END_TEST

START_TEST(connected_six)
{
    struct tcp_row row;

    ck_assert(
        procnet_parse("  12: 00000000000000000000000001000000:0050 "
                      "00000000000000000000000001000000:D431 01 0000000A:0000000C 01:00000014 "
                      "00000000     0        0 77 3 0000000000000000 20 4 30 10 -1\n",
                      &row));
    ck_assert_uint_eq(row.local_port, 80);
    ck_assert_uint_eq(row.remote_port, 0xd431);
    ck_assert_int_eq(row.state, TCP_STATE_ESTABLISHED);
    ck_assert_uint_eq(row.rx_queue, 12);
    ck_assert_uint_eq(row.inode, 77);
}
END_TEST

START_TEST(not_a_row)
{
    struct tcp_row row;

    ck_assert(!procnet_parse("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n",
                             &row));
    ck_assert(!procnet_parse("", &row));
    ck_assert(!procnet_parse("   0: 0100007F:9C6B 00000000:0000 0A 0000", &row));
}
END_TEST

struct seen {
    int listening, connected;
    unsigned long queue;
};

static void
note(const struct tcp_row *row, void *arg)
{
    struct seen *seen = arg;

    if (row->state == TCP_STATE_LISTEN) {
        seen->listening++;
        seen->queue = row->rx_queue;
    } else {
        seen->connected += row->inode != 0;
    }
}

static bool
ask_kernel(unsigned port, void (*each)(const struct tcp_row *, void *), void *arg)
{
    return sockdiag_each(port, false, each, arg);
}

static bool
ask_kernel_who_listens(unsigned port, void (*each)(const struct tcp_row *, void *), void *arg)
{
    return sockdiag_each(port, true, each, arg);
}

static bool (*const ways[])(unsigned, void (*)(const struct tcp_row *, void *), void *) = {
    ask_kernel, procnet_each_line, procnet_each, ask_kernel_who_listens, procnet_each_listener};
enum { ALL_SOCKETS = 3, WAYS = sizeof ways / sizeof ways[0] }; /* the last show listeners only */

/* Each way to ask sees a listening socket of our own, and the three clients in its queue. */
START_TEST(own_sockets)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    struct seen seen = {0};
    int listener = socket(AF_INET, SOCK_STREAM, 0), taken;

    ck_assert_int_eq(bind(listener, (struct sockaddr *)&a, sizeof a), 0);
    ck_assert_int_eq(listen(listener, 16), 0);
    ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&a, &size), 0);
    for (int i = 0; i < 4; i++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        ck_assert_int_eq(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    }
    taken = accept(listener, NULL, NULL);
    ck_assert_int_ne(taken, -1);
    if (!ways[_i](ntohs(a.sin_port), note, &seen))
        return; /* this kernel does not answer in this way */
    ck_assert_int_eq(seen.listening, 1);
    ck_assert_uint_eq(seen.queue, 3);
    ck_assert_int_eq(seen.connected, _i < ALL_SOCKETS);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("procnet");
    TCase *lines = tcase_create("lines");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(lines, listening);
    tcase_add_test(lines, connected_six);
    tcase_add_test(lines, not_a_row);
    tcase_add_loop_test(lines, own_sockets, 0, WAYS);
    suite_add_tcase(suite, lines);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
