/* Lines out of bytes, whatever pieces they come in. */

#include "kit.h"
#include "linebuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Feeds bytes in pieces of this size and writes down what lines come out: "[NOOP][?]" where ? is
 * one that was too long. */
static const char *
lines(const char *bytes, size_t n, size_t piece)
{
    static char all[4 * LINEBUF_LIMIT];
    struct linebuf l = {0};
    char *line;
    size_t at = 0;

    all[0] = '\0';
    for (size_t done = 0; done < n;) {
        size_t fits, some = n - done < piece ? n - done : piece;
        char *room;
        enum linebuf_result result;

        ck_assert(!linebuf_full(&l));
        room = linebuf_room(&l, &fits);
        ck_assert_ptr_nonnull(room);
        ck_assert_uint_gt(fits, 0);
        some = some < fits ? some : fits;
        memcpy(room, bytes + done, some);
        linebuf_received(&l, some);
        done += some;
        ck_assert(linebuf_ready(&l) || !linebuf_full(&l));
        while ((result = linebuf_take(&l, &line)) != LINEBUF_NONE)
            at += sprintf(all + at, "[%s]", result == LINEBUF_LINE ? line : "?");
        ck_assert(!linebuf_ready(&l));
    }
    linebuf_free(&l);
    return all;
}

static void
gives(const char *bytes, size_t n, const char *expected)
{
    for (size_t piece = 1; piece <= n && piece < 100; piece++)
        ck_assert_str_eq(lines(bytes, n, piece), expected);
    ck_assert_str_eq(lines(bytes, n, n), expected);
}
#define GIVES(bytes, expected) gives(bytes, sizeof(bytes) - 1, expected)

START_TEST(lines_end_with_crlf_or_lf)
{
    GIVES("NOOP\r\n", "[NOOP]");
    GIVES("NOOP\n", "[NOOP]");
    GIVES("\r\n", "[]");
    GIVES("\n\n", "[][]");
    GIVES("one\r\ntwo\nthree\r\n", "[one][two][three]");
}
END_TEST

START_TEST(half_a_line_is_none)
{
    GIVES("NOOP", "");
    GIVES("NOOP\r", "");
    GIVES("NOOP\r\nPW", "[NOOP]");
}
END_TEST

START_TEST(one_cr_belongs_to_the_end_and_others_to_the_line)
{
    GIVES("a\rb\r\n", "[a\rb]");
    GIVES("a\r\r\n", "[a\r]");
}
END_TEST

START_TEST(telnet_is_dropped)
{
    GIVES("\377\364\377\362ABOR\r\n", "[ABOR]");
    GIVES("NO\377\375\001OP\r\n", "[NOOP]");
    GIVES("NO\377\373\nOP\r\n", "[NOOP]"); /* the option may look like the end of a line */
    GIVES("NO\377\372\030\nx\377x\377\360OP\r\n", "[NOOP]");
    GIVES("a\377\377b\r\n", "[a\377b]");
    GIVES("\377\377\377\361\377\377\r\n", "[\377\377]");
}
END_TEST

START_TEST(nul_is_dropped)
{
    GIVES("NO\0OP\r\0\n\0", "[NOOP]");
}
END_TEST

/* A line of n bytes and CRLF, then NOOP. */
static void
long_line(size_t n, bool fits)
{
    char *bytes = malloc(n + 9);
    char *expected = malloc(n + 16);

    memset(bytes, 'a', n);
    strcpy(bytes + n, "\r\nNOOP\r\n");
    if (fits)
        sprintf(expected, "[%.*s][NOOP]", (int)n, bytes);
    else
        strcpy(expected, "[?][NOOP]");
    ck_assert_str_eq(lines(bytes, n + 8, 1), expected);
    ck_assert_str_eq(lines(bytes, n + 8, 7), expected);
    ck_assert_str_eq(lines(bytes, n + 8, n + 8), expected);
    free(bytes);
    free(expected);
}

START_TEST(the_limit_is_sharp_and_what_is_longer_is_swallowed)
{
    long_line(4096 + 6, true); /* "RETR " and the longest path */
    long_line(LINEBUF_LIMIT - 2, true);
    long_line(LINEBUF_LIMIT, false);
    long_line(LINEBUF_LIMIT + 1, false);
    long_line(3 * LINEBUF_LIMIT, false);
    long_line(100000, false);
}
END_TEST

START_TEST(a_line_without_end_takes_no_memory)
{
    struct linebuf l = {0};
    size_t n;

    for (int i = 0; i < 10000; i++) {
        char *room = linebuf_room(&l, &n);

        memset(room, 'x', n);
        linebuf_received(&l, n);
        ck_assert_uint_le(buffer_length(&l.clean), LINEBUF_LIMIT);
        ck_assert_uint_le(l.clean.size, 4 * LINEBUF_LIMIT);
    }
    linebuf_free(&l);
}
END_TEST

static void
put(struct linebuf *l, const char *bytes)
{
    size_t n;
    char *room = linebuf_room(l, &n);

    memcpy(room, bytes, strlen(bytes));
    linebuf_received(l, strlen(bytes));
}

START_TEST(a_word_is_found_among_lines_that_wait)
{
    struct linebuf l = {0};
    char *line;

    ck_assert(!linebuf_holds(&l, "ABOR"));
    put(&l, "PWD\r\nABOR");
    ck_assert(!linebuf_holds(&l, "ABOR"));
    put(&l, "\r\nNOOP\r\n");
    ck_assert(linebuf_holds(&l, "ABOR"));
    ck_assert(linebuf_holds(&l, "abor"));
    ck_assert(!linebuf_holds(&l, "ABO"));
    ck_assert(!linebuf_holds(&l, "BOR"));
    ck_assert_int_eq(linebuf_take(&l, &line), LINEBUF_LINE);
    ck_assert_str_eq(line, "PWD");
    ck_assert(linebuf_holds(&l, "ABOR"));
    ck_assert_int_eq(linebuf_take(&l, &line), LINEBUF_LINE);
    ck_assert(!linebuf_holds(&l, "ABOR"));
    linebuf_free(&l);
}
END_TEST

/* It has no memory then, and nothing may be reckoned from where that would be. */
START_TEST(an_empty_one_has_no_word_and_no_line)
{
    static const char *const before[] = {"", "NOOP\r\n", "\377\361"};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        struct linebuf l = {0};
        char *line;

        if (*before[i] != '\0')
            put(&l, before[i]);
        while (linebuf_take(&l, &line) != LINEBUF_NONE)
            continue;
        ck_assert_ptr_null(l.clean.data);
        ck_assert(!linebuf_holds(&l, "ABOR"));
        ck_assert(!linebuf_holds(&l, ""));
        ck_assert(!linebuf_ready(&l));
        ck_assert(!linebuf_full(&l));
        linebuf_free(&l);
    }
}
END_TEST

START_TEST(it_is_full_when_lines_wait_and_takes_no_more)
{
    struct linebuf l = {0};
    char *line;
    size_t n, count = 0;

    while (!linebuf_full(&l)) {
        char *room = linebuf_room(&l, &n);

        for (size_t i = 0; i < n; i++)
            room[i] = '\n';
        linebuf_received(&l, n);
    }
    while (linebuf_take(&l, &line) == LINEBUF_LINE)
        count++;
    ck_assert_uint_eq(count, LINEBUF_LIMIT);
    ck_assert(!linebuf_full(&l));
    linebuf_free(&l);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, lines_end_with_crlf_or_lf);
    tcase_add_test(t, half_a_line_is_none);
    tcase_add_test(t, one_cr_belongs_to_the_end_and_others_to_the_line);
    tcase_add_test(t, telnet_is_dropped);
    tcase_add_test(t, nul_is_dropped);
    tcase_add_test(t, the_limit_is_sharp_and_what_is_longer_is_swallowed);
    tcase_add_test(t, a_line_without_end_takes_no_memory);
    tcase_add_test(t, a_word_is_found_among_lines_that_wait);
    tcase_add_test(t, an_empty_one_has_no_word_and_no_line);
    tcase_add_test(t, it_is_full_when_lines_wait_and_takes_no_more);
}

int
main(void)
{
    return kit_run_unit("linebuf", fill);
}
