/* A queue of bytes: in at the end, out at the front, nothing held while empty. */

#include "buffer.h"
#include "kit.h"

#include <stdlib.h>
#include <string.h>

static void
add(struct buffer *b, const char *bytes, size_t n)
{
    char *room = buffer_room(b, n);

    ck_assert_ptr_nonnull(room);
    memcpy(room, bytes, n);
    buffer_added(b, n);
}

START_TEST(a_zeroed_one_is_empty)
{
    struct buffer b = {0};

    ck_assert_uint_eq(buffer_length(&b), 0);
    ck_assert_ptr_null(buffer_bytes(&b));
    buffer_free(&b);
    buffer_free(&b);
}
END_TEST

START_TEST(bytes_come_out_as_they_went_in)
{
    struct buffer b = {0};

    add(&b, "abc", 3);
    add(&b, "def", 3);
    ck_assert_uint_eq(buffer_length(&b), 6);
    buffer_taken(&b, 2);
    add(&b, "\0g", 2);
    ck_assert_uint_eq(buffer_length(&b), 6);
    ck_assert_mem_eq(buffer_bytes(&b), "cdef\0g", 6);
    buffer_free(&b);
}
END_TEST

START_TEST(an_emptied_one_holds_no_memory)
{
    struct buffer b = {0};

    add(&b, "abc", 3);
    buffer_taken(&b, 3);
    ck_assert_uint_eq(buffer_length(&b), 0);
    ck_assert_ptr_null(buffer_bytes(&b));
    ck_assert_ptr_null(b.data);
}
END_TEST

START_TEST(room_that_is_not_used_adds_nothing)
{
    struct buffer b = {0};

    ck_assert_ptr_nonnull(buffer_room(&b, 1000));
    ck_assert_uint_eq(buffer_length(&b), 0);
    add(&b, "a", 1);
    ck_assert_uint_eq(buffer_length(&b), 1);
    buffer_free(&b);
}
END_TEST

START_TEST(a_queue_that_moves_for_long_stays_small)
{
    struct buffer b = {0};
    unsigned char in = 0, out = 0;

    for (int i = 0; i < 100000; i++) {
        for (int k = 0; k < 3 + i % 5; k++)
            add(&b, (char *)&(unsigned char){in++}, 1);
        for (int k = 0; k < 3 + i % 5 - (i < 50); k++) {
            ck_assert_uint_eq((unsigned char)*buffer_bytes(&b), out++);
            buffer_taken(&b, 1);
        }
    }
    ck_assert_uint_eq(buffer_length(&b), 50);
    ck_assert_uint_le(b.size, 1024);
    buffer_free(&b);
}
END_TEST

START_TEST(it_grows_for_much_at_once)
{
    enum { MUCH = 1000000 };
    struct buffer b = {0};
    char *much = malloc(MUCH);

    memset(much, 'x', MUCH);
    add(&b, "start", 5);
    add(&b, much, MUCH);
    ck_assert_uint_eq(buffer_length(&b), MUCH + 5);
    ck_assert_mem_eq(buffer_bytes(&b), "startxxx", 8);
    buffer_free(&b);
    free(much);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_zeroed_one_is_empty);
    tcase_add_test(t, bytes_come_out_as_they_went_in);
    tcase_add_test(t, an_emptied_one_holds_no_memory);
    tcase_add_test(t, room_that_is_not_used_adds_nothing);
    tcase_add_test(t, a_queue_that_moves_for_long_stays_small);
    tcase_add_test(t, it_grows_for_much_at_once);
}

int
main(void)
{
    return kit_run_unit("buffer", fill);
}
