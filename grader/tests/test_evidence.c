/* test_evidence.c: transcripts and the last words of programs, as they get into a record. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence.h"
#include "judge.h"
#include "transcript.h"

static struct record record;

/* The transcript with every time taken out: lines begin with the connection's number. */
static const char *
lines(void)
{
    static char out[TRANSCRIPT_TEXT];
    size_t used = 0;

    for (const char *p = record.transcript; *p != '\0'; p = strchr(p, '\n') + 1) {
        const char *at = strstr(p, " ms ");
        size_t n = (size_t)(strchr(p, '\n') + 1 - (at != NULL ? at + 4 : p));
        memcpy(out + used, at != NULL ? at + 4 : p, n);
        used += n;
    }
    out[used] = '\0';
    return out;
}

static void
set_up(void)
{
    memset(&record, 0, sizeof record);
    now.record = &record;
}

START_TEST(pieces_join_to_lines)
{
    transcript_note(-1, "ftp_server --port 0");
    transcript_connect(7, "connected to port 2121");
    for (const char *p = "220 ready\r\n331 go"; *p != '\0'; p++)
        transcript_bytes(7, '<', p, 1);
    transcript_bytes(7, '<', " on\r\n", 5);
    transcript_bytes(7, '>', "USER \x1b\"x\r\nNOOP\r\n", 16);
    transcript_note(7, "end of stream");
    ck_assert_str_eq(lines(), "    ftp_server --port 0\n"
                              " 1  connected to port 2121\n"
                              " 1  < 220 ready\\r\\n\n"
                              " 1  < 331 go on\\r\\n\n"
                              " 1  > USER \\x1b\"x\\r\\n\n"
                              " 1  > NOOP\\r\\n\n"
                              " 1  end of stream\n");
}
END_TEST

START_TEST(connections_are_told_apart)
{
    transcript_connect(5, "a client connected");
    transcript_connect(6, "a client connected");
    transcript_bytes(5, '<', "US", 2);
    transcript_bytes(6, '<', "XY", 2);
    transcript_bytes(5, '<', "ER", 2);
    transcript_connect(5, "the number is given anew");
    ck_assert_str_eq(lines(), " 1  a client connected\n 2  a client connected\n"
                              " 1  < US\n 2  < XY\n 1  < ER\n 3  the number is given anew\n");
}
END_TEST

START_TEST(bulk_is_counted)
{
    static char bytes[70000];

    memset(bytes, '\n', sizeof bytes);
    transcript_connect(5, "connected");
    transcript_bytes(5, '<', bytes, sizeof bytes);
    transcript_bytes(5, '<', bytes, 1000);
    transcript_bytes(5, '<', bytes, 3);
    ck_assert_ptr_nonnull(strstr(lines(), "\\n... (71003 bytes)\n"));
    ck_assert_uint_lt(strlen(lines()), 120);
}
END_TEST

START_TEST(the_middle_is_left_out)
{
    char line[40];

    transcript_note(-1, "the first");
    for (int i = 0; i < 1000; i++) {
        snprintf(line, sizeof line, "line %d\r\n", i);
        transcript_bytes(9, i % 2 ? '<' : '>', line, strlen(line));
        ck_assert_uint_lt(strlen(record.transcript), TRANSCRIPT_TEXT);
    }
    ck_assert_ptr_nonnull(strstr(record.transcript, "the first\n"));
    ck_assert_ptr_nonnull(strstr(record.transcript, "> line 10\\r\\n\n"));
    ck_assert_ptr_nonnull(strstr(record.transcript, "(lines left out)\n"));
    ck_assert_ptr_null(strstr(strstr(record.transcript, "(lines left out)\n") + 9, "lines left"));
    ck_assert_ptr_nonnull(strstr(record.transcript, "> line 998\\r\\n\n"));
    ck_assert_uint_gt(strlen(record.transcript), TRANSCRIPT_TEXT - 200);
}
END_TEST

static void
put_file(const char *directory, const char *name, const char *text, size_t n)
{
    char path[200];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", directory, name);
    f = fopen(path, "we");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(text, 1, n, f), n);
    fclose(f);
}

START_TEST(last_words)
{
    char directory[] = "/tmp/test_evidence.XXXXXX", command[100], link[100], big[3000];

    ck_assert_ptr_nonnull(mkdtemp(directory));
    memset(big, 'x', sizeof big);
    put_file(directory, "hello_server-0.out", "listening on 127.0.0.1:1\n", 25);
    put_file(directory, "hello_server-0.err", "a\x1b[2J\nb", 7);
    put_file(directory, "hello_client-1.err", big, sizeof big);
    put_file(directory, "notes.txt", "no output", 9);
    snprintf(link, sizeof link, "%s/z-2.out", directory);
    ck_assert_int_eq(symlink("/etc/passwd", link), 0);
    snprintf(link, sizeof link, "%s/y-2.out", directory);
    ck_assert_int_eq(mkfifo(link, 0600), 0);
    evidence_output(record.output, sizeof record.output, directory);
    ck_assert_ptr_eq(strstr(record.output, "hello_client, stderr (the last 500 of 3000 bytes):\n"
                                           "    xxx"),
                     record.output);
    ck_assert_ptr_nonnull(strstr(record.output, "xx\nhello_server, stderr:\n    a\\x1b[2J\n    b\n"
                                                "hello_server, stdout:\n    listening on 127.0.0"));
    ck_assert_ptr_null(strstr(record.output, "root"));
    ck_assert_ptr_null(strstr(record.output, "no output"));
    for (int i = 0; i < 9; i++) {
        snprintf(link, sizeof link, "hello_client-%d.err", i);
        put_file(directory, link, big, sizeof big);
    }
    evidence_output(record.output, sizeof record.output, directory);
    ck_assert_uint_lt(strlen(record.output), sizeof record.output);
    ck_assert_str_eq(record.output + strlen(record.output) - 4, "...\n");
    snprintf(command, sizeof command, "rm -r %s", directory);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("evidence");
    TCase *tcase = tcase_create("evidence");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tcase, set_up, NULL);
    tcase_add_test(tcase, pieces_join_to_lines);
    tcase_add_test(tcase, connections_are_told_apart);
    tcase_add_test(tcase, bulk_is_counted);
    tcase_add_test(tcase, the_middle_is_left_out);
    tcase_add_test(tcase, last_words);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
