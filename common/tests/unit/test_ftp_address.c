/* Addresses as PORT, 227, EPRT and 229 write them, and as text. */

#include "ftp_address.h"
#include "kit.h"

#include <string.h>

static union net_address
address(const char *host, unsigned port)
{
    union net_address a;

    ck_assert_msg(net_address(&a, host, port), "%s is no address", host);
    return a;
}

START_TEST(port_there_and_back)
{
    char text[FTP_ADDRESS_TEXT];
    union net_address a = address("192.168.1.255", 40123), b;

    ck_assert_str_eq(ftp_address_write_port(&a, text), "192,168,1,255,156,187");
    ck_assert(ftp_address_read_port(&b, text));
    ck_assert(net_same_host(&a, &b));
    ck_assert_uint_eq(net_port(&b), 40123);
    a = address("::ffff:127.0.0.1", 65535); /* IPv4 that came over an IPv6 socket */
    ck_assert_str_eq(ftp_address_write_port(&a, text), "127,0,0,1,255,255");
}
END_TEST

START_TEST(six_numbers_and_nothing_else)
{
    static const char *const bad[] = {"",
                                      "1,2,3,4,5",
                                      "1,2,3,4,5,256",
                                      "1,2,3,4,5,6,7",
                                      "1,2,3,4,5,6 ",
                                      " 1,2,3,4,5,6",
                                      "1,,3,4,5,6",
                                      "1,2,3,4,5,-6",
                                      "1.2.3.4.5.6",
                                      "99999999999999999999,2,3,4,5,6",
                                      "1,2,3,4,5,",
                                      "a,b,c,d,e,f"};
    union net_address a;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!ftp_address_read_port(&a, bad[i]), "\"%s\" is read", bad[i]);
}
END_TEST

START_TEST(eprt_there_and_back)
{
    char text[FTP_ADDRESS_TEXT];
    union net_address a = address("127.0.0.1", 40123), b;

    ck_assert_str_eq(ftp_address_write_eprt(&a, text), "|1|127.0.0.1|40123|");
    ck_assert_int_eq(ftp_address_read_eprt(&b, text), FTP_EPRT_GOOD);
    ck_assert(net_same_host(&a, &b));
    ck_assert_uint_eq(net_port(&b), 40123);
    a = address("::1", 1);
    ck_assert_str_eq(ftp_address_write_eprt(&a, text), "|2|::1|1|");
    ck_assert_int_eq(ftp_address_read_eprt(&b, text), FTP_EPRT_GOOD);
    ck_assert(net_same_host(&a, &b));
    ck_assert_int_eq(ftp_address_read_eprt(&b, "!1!127.0.0.1!5!"), FTP_EPRT_GOOD);
}
END_TEST

START_TEST(eprt_of_another_form)
{
    static const char *const bad[] = {"",
                                      "|",
                                      "|1|127.0.0.1|5",
                                      "|1|127.0.0.1|5||",
                                      "|1|127.0.0.1||",
                                      "|1||5|",
                                      "|1|127.0.0|5|x",
                                      "|1|::1|5|",
                                      "|2|127.0.0.1|5|",
                                      "|1|127.0.0.1|65536|",
                                      "|1|127.0.0.1|0|",
                                      "|1|localhost|5|",
                                      "||127.0.0.1|5|",
                                      "111127.0.0.115151"};
    union net_address a;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(ftp_address_read_eprt(&a, bad[i]) == FTP_EPRT_BAD, "\"%s\"", bad[i]);
    ck_assert_int_eq(ftp_address_read_eprt(&a, "|3|127.0.0.1|5|"), FTP_EPRT_FAMILY);
}
END_TEST

START_TEST(ports_in_replies)
{
    ck_assert_uint_eq(ftp_address_read_227("Entering (127,0,0,1,156,187)."), 40123);
    ck_assert_uint_eq(ftp_address_read_227("=127,0,0,1,156,187"), 40123);
    ck_assert_uint_eq(ftp_address_read_227("Mode 1: 127,0,0,1,156,187"), 40123);
    ck_assert_uint_eq(ftp_address_read_227("no numbers"), 0);
    ck_assert_uint_eq(ftp_address_read_227("(127,0,0,1,156)"), 0);
    ck_assert_uint_eq(ftp_address_read_227(""), 0);
    ck_assert_uint_eq(ftp_address_read_229("Entering (|||40123|)"), 40123);
    ck_assert_uint_eq(ftp_address_read_229("(!!!40123!)"), 40123);
    ck_assert_uint_eq(ftp_address_read_229("(|||65536|)"), 0);
    ck_assert_uint_eq(ftp_address_read_229("(|||40123)"), 0);
    ck_assert_uint_eq(ftp_address_read_229("(||40123|)"), 0);
    ck_assert_uint_eq(ftp_address_read_229("(|"), 0);
    ck_assert_uint_eq(ftp_address_read_229("("), 0);
    ck_assert_uint_eq(ftp_address_read_229(""), 0);
}
END_TEST

START_TEST(addresses_as_text)
{
    char text[NET_TEXT];
    union net_address a = address("127.0.0.1", 40123), b;

    ck_assert_str_eq(net_text(&a, text), "127.0.0.1:40123");
    ck_assert_str_eq(net_host_text(&a, text), "127.0.0.1");
    a = address("::1", 40123);
    ck_assert_str_eq(net_text(&a, text), "[::1]:40123");
    ck_assert_str_eq(net_host_text(&a, text), "::1");
    a = address("::ffff:10.0.0.1", 1);
    b = address("10.0.0.1", 2);
    ck_assert_str_eq(net_host_text(&a, text), "10.0.0.1");
    ck_assert(net_is_v4(&a) && net_same_host(&a, &b));
    b = address("10.0.0.2", 1);
    ck_assert(!net_same_host(&a, &b));
    a = address("::1", 1);
    ck_assert(!net_same_host(&a, &b) && !net_is_v4(&a));
    ck_assert(!net_address(&a, "localhost", 1));
    ck_assert(!net_address(&a, "", 1));
    ck_assert(!net_address(&a, "127.0.0.256", 1));
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, port_there_and_back);
    tcase_add_test(t, six_numbers_and_nothing_else);
    tcase_add_test(t, eprt_there_and_back);
    tcase_add_test(t, eprt_of_another_form);
    tcase_add_test(t, ports_in_replies);
    tcase_add_test(t, addresses_as_text);
}

int
main(void)
{
    return kit_run_unit("ftp_address", fill);
}
