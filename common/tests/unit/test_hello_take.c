/* A greeting on its way in: exactly what is expected, however the stream is cut up. */

#include "hello.h"
#include "kit.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

START_TEST(no_more_than_is_expected)
{
    struct hello h = {.expect = 12};

    ck_assert_uint_eq(hello_wanted(&h, 100), 12);
    ck_assert_uint_eq(hello_wanted(&h, 5), 5);
    hello_take(&h, "Hello ", 6);
    ck_assert_uint_eq(hello_wanted(&h, 100), 6);
    ck_assert(!hello_is_whole(&h, true));
    hello_take(&h, "World!", 6);
    ck_assert(hello_is_whole(&h, false));
    ck_assert_mem_eq(h.text, "Hello World!", 12);
}
END_TEST

START_TEST(byte_by_byte)
{
    struct hello h = {.expect = 12};

    for (const char *at = "Hello World!"; *at != '\0'; at++) {
        ck_assert(!hello_is_whole(&h, false));
        hello_take(&h, at, 1);
    }
    ck_assert(hello_is_whole(&h, false));
    ck_assert_mem_eq(h.text, "Hello World!", 12);
}
END_TEST

START_TEST(all_there_is)
{
    struct hello h = {.expect = -1};
    char much[1000] = "";

    ck_assert(!hello_is_whole(&h, false));
    ck_assert(hello_is_whole(&h, true));
    for (int i = 0; i < 100; i++)
        hello_take(&h, much, sizeof much);
    ck_assert_int_eq(h.got, 100000);
    ck_assert_uint_eq(hello_wanted(&h, 7), 7);
}
END_TEST

START_TEST(nothing_at_all_is_whole_at_once)
{
    struct hello h = {.expect = 0};

    ck_assert(hello_is_whole(&h, false));
}
END_TEST

START_TEST(from_a_socket)
{
    struct hello h = {.expect = 12};
    int ours, theirs;
    char left[8] = "";
    enum step result;

    kit_pair(&ours, &theirs);
    ck_assert_int_eq(hello_receive(&h, ours), STEP_WAIT);
    ck_assert_int_eq(write(theirs, "Hello", 5), 5);
    while ((result = hello_receive(&h, ours)) == STEP_MORE)
        continue;
    ck_assert_int_eq(result, STEP_WAIT);
    ck_assert_int_eq(write(theirs, " World!more", 11), 11);
    while ((result = hello_receive(&h, ours)) == STEP_MORE)
        continue;
    ck_assert_int_eq(result, STEP_DONE);
    ck_assert_int_eq(read(ours, left, sizeof left), 4); /* what is not ours stays there */
    ck_assert_str_eq(left, "more");
}
END_TEST

START_TEST(a_stream_that_ends_too_early)
{
    struct hello h = {.expect = 12};
    int ours, theirs;
    enum step result;

    kit_pair(&ours, &theirs);
    ck_assert_int_eq(write(theirs, "Hello", 5), 5);
    close(theirs);
    while ((result = hello_receive(&h, ours)) == STEP_MORE)
        continue;
    ck_assert_int_eq(result, STEP_FAILED);
    ck_assert_int_eq(errno, ENODATA);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, no_more_than_is_expected);
    tcase_add_test(t, byte_by_byte);
    tcase_add_test(t, all_there_is);
    tcase_add_test(t, nothing_at_all_is_whole_at_once);
    tcase_add_test(t, from_a_socket);
    tcase_add_test(t, a_stream_that_ends_too_early);
}

int
main(void)
{
    return kit_run_unit("hello", fill);
}
