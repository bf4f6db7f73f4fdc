/* Replies, written by a server and read by a client. */

#include "ftp_reply.h"
#include "kit.h"

#include <string.h>

static void
wrote(struct ftp_wire *w, const char *expected)
{
    ck_assert_uint_eq(buffer_length(&w->out), strlen(expected));
    ck_assert_mem_eq(buffer_bytes(&w->out), expected, strlen(expected));
    buffer_taken(&w->out, strlen(expected));
}

START_TEST(one_line)
{
    struct ftp_wire w = {0};

    ftp_reply(&w, 226, "Done, %d bytes.", 12);
    wrote(&w, "226 Done, 12 bytes.\r\n");
    ftp_wire_free(&w);
}
END_TEST

START_TEST(several_lines)
{
    struct ftp_wire w = {0};

    ftp_reply_begin(&w, 211, "Features:");
    ftp_reply_add(&w, "SIZE");
    ftp_reply(&w, 211, "End");
    wrote(&w, "211-Features:\r\n SIZE\r\n211 End\r\n");
    ftp_wire_free(&w);
}
END_TEST

START_TEST(no_text_forges_a_line)
{
    struct ftp_wire w = {0};

    ftp_reply(&w, 257, "\"%s\"", "a\r\n230 b\n\377");
    wrote(&w, "257 \"a  230 b \377\377\"\r\n");
    ftp_reply_add(&w, "x\r\ny");
    wrote(&w, " x  y\r\n");
    ftp_wire_free(&w);
}
END_TEST

START_TEST(the_longest_path_fits_with_words_around_it)
{
    struct ftp_wire w = {0};
    char path[4096];

    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    ftp_reply(&w, 257, "\"%s\" was made.", path);
    ck_assert_uint_eq(buffer_length(&w.out), 4 + 1 + 4095 + strlen("\" was made.\r\n"));
    ftp_wire_free(&w);
}
END_TEST

/* However long the text is, and though every byte of it may be doubled. */
START_TEST(any_length_is_written_whole)
{
    for (int length = 0; length < 300; length++) {
        struct ftp_wire w = {0};
        char text[300] = "", expected[700] = "226 ";

        memset(text, '\377', (size_t)length);
        memset(expected + 4, '\377', 2 * (size_t)length);
        memcpy(expected + 4 + 2 * length, "\r\n", 3);
        ftp_reply(&w, 226, "%s", text);
        wrote(&w, expected);
        ftp_wire_free(&w);
    }
}
END_TEST

static enum ftp_reply_result
reads(struct ftp_reply *r, const char *line)
{
    return ftp_reply_read(r, line);
}

START_TEST(reading_one_line)
{
    struct ftp_reply r = {0};

    ck_assert_int_eq(reads(&r, "220 Ready."), FTP_REPLY_WHOLE);
    ck_assert_int_eq(r.code, 220);
    ck_assert_str_eq(r.text, "Ready.");
    r = (struct ftp_reply){0};
    ck_assert_int_eq(reads(&r, "200"), FTP_REPLY_WHOLE);
    ck_assert_str_eq(r.text, "");
    r = (struct ftp_reply){0};
    ck_assert_int_eq(reads(&r, "599 x"), FTP_REPLY_WHOLE);
}
END_TEST

START_TEST(reading_several_lines)
{
    static const char *const more[] = {
        "220-Welcome", " 220 not the end", "221 another code", "2200 no code", "", "220-still more",
        "text"};
    struct ftp_reply r = {0};

    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        ck_assert_int_eq(reads(&r, more[i]), FTP_REPLY_MORE);
    ck_assert_int_eq(reads(&r, "220 the end"), FTP_REPLY_WHOLE);
    ck_assert_int_eq(r.code, 220);
    ck_assert_str_eq(r.text, "the end");
}
END_TEST

START_TEST(what_is_no_reply)
{
    static const char *const bad[] = {"",      "22",    "2x0 a",  "hello",  "220x",
                                      "099 a", "600 a", " 220 a", "2200 a", "-220"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ftp_reply r = {0};

        ck_assert_msg(reads(&r, bad[i]) == FTP_REPLY_BAD, "\"%s\" is a reply", bad[i]);
    }
}
END_TEST

START_TEST(a_long_line_is_cut)
{
    struct ftp_reply r = {0};
    char line[4000];

    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    memcpy(line, "550 ", 4);
    ck_assert_int_eq(reads(&r, line), FTP_REPLY_WHOLE);
    ck_assert_uint_eq(strlen(r.text), FTP_REPLY_TEXT - 1);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, one_line);
    tcase_add_test(t, several_lines);
    tcase_add_test(t, no_text_forges_a_line);
    tcase_add_test(t, the_longest_path_fits_with_words_around_it);
    tcase_add_test(t, any_length_is_written_whole);
    tcase_add_test(t, reading_one_line);
    tcase_add_test(t, reading_several_lines);
    tcase_add_test(t, what_is_no_reply);
    tcase_add_test(t, a_long_line_is_cut);
}

int
main(void)
{
    return kit_run_unit("ftp_reply", fill);
}
