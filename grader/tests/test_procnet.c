/* test_procnet.c: lines of /proc/net/tcp and tcp6, right and wrong ones. */
#include <check.h>
#include <stdlib.h>

#include "procnet.h"

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
    suite_add_tcase(suite, lines);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
