/* From the server: RETR and TYPE A, at the sizes where buffers end. */

#include "site.h"

#include <stdlib.h>
#include <string.h>

static const size_t sizes[] = {0, 1, 511, 4096, 65535, 65536, 65537, 1048577};
enum { SIZES = sizeof sizes / sizeof *sizes };

START_TEST(a_file_comes_as_it_is)
{
    serve(NULL);
    struct talk *c = binary_guest();

    for (int i = 0; i < SIZES; i++) {
        char *there = folder_noise(sizes[i], i);
        size_t n;
        char *here;

        folder_write(site_path("noise"), there, sizes[i]);
        here = fetch_by(c, i % WAYS, "RETR noise", &n);
        expect(n == sizes[i] && memcmp(here, there, n) == 0, "%zu bytes came as %zu others",
               sizes[i], n);
        free(here);
        free(there);
    }
}
END_TEST

START_TEST(a_big_file_comes_to_a_slow_reader)
{
    enum { BIG = 12 * 1024 * 1024 };

    if (kit_bytewise)
        return; /* it is about data, which comes the same way in both modes */
    serve(NULL);
    struct talk *c = binary_guest();
    char *there = folder_noise(BIG, 7);
    size_t n;
    char *here;

    folder_write(site_path("big"), there, BIG);
    struct data d = data_begin(c, PASV);
    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(data_open(&d), 1); /* it has begun; now let every buffer on the way fill up */
    if (!kit_serves_in_turn())
        serves_others();
    here = talk_drain(d.talk, &n);
    hear(c, "226 *");
    expect(n == BIG && memcmp(here, there, n) == 0, "%zu bytes of %d came", n, BIG);
    free(here);
    free(there);
}
END_TEST

START_TEST(lines_get_a_carriage_return_in_type_a)
{
    serve(NULL);
    site_text("lines", "one\ntwo\n\nthree\r\nno end");
    struct talk *c = guest();
    size_t n;
    char *text;

    say(c, "TYPE A");
    hear(c, "200 *");
    text = fetch(c, "RETR lines", &n);
    /* A CR that is in the file already stays: the LF after it may get another or not. */
    expect(strcmp(text, "one\r\ntwo\r\n\r\nthree\r\r\nno end") == 0 ||
               strcmp(text, "one\r\ntwo\r\n\r\nthree\r\nno end") == 0,
           "got \"%s\"", text);
    free(text);
}
END_TEST

START_TEST(type_a_is_right_across_the_edges_of_buffers)
{
    enum { LINES = 70000 };
    serve(NULL);
    struct talk *c = guest();
    size_t n, at = 0;
    char *text = malloc(2 * LINES);
    char *here;

    for (int i = 0; i < LINES; i++) { /* mostly empty lines, so an LF stands at every edge */
        if (i % 7 == 0)
            text[at++] = 'x';
        text[at++] = '\n';
    }
    folder_write(site_path("lines"), text, at);
    say(c, "TYPE A");
    hear(c, "200 *");
    here = fetch(c, "RETR lines", &n);
    expect(n == at + LINES, "%zu bytes with %d lines came as %zu", at, LINES, n);
    for (size_t i = 0, j = 0; i < at; i++) {
        bool good = text[i] != '\n' || here[j++] == '\r';

        if (!good || here[j++] != text[i])
            kit_fail("line %zu came as another", i);
    }
    free(here);
    free(text);
}
END_TEST

START_TEST(what_is_not_a_file_is_refused_before_150)
{
    serve(NULL);
    folder_make(site_path("directory"));
    site_text("secret", "x");
    struct talk *c = binary_guest();

    refused(c, "RETR nothing", "550 *");
    refused(c, "RETR directory", "550 *");
    refused(c, "RETR /", "550 *");
    refused(c, "RETR nothing/below", "550 *");
    refused(c, "RETR secret/below", "550 *");
    say(c, "RETR");
    hear(c, "501 *");
    well(c);
}
END_TEST

START_TEST(a_refused_transfer_leaves_the_data_port_or_takes_it_away)
{
    serve(NULL);
    site_text("a", "text");
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "RETR nothing");
    hear(c, "550 *");
    say(c, "RETR a");
    /* Either is right; what is not is to hang, or to send half of something. */
    if (strncmp(hear(c, "@(150|425|503) *"), "150", 3) == 0) {
        char *text = talk_drain(data_open(&d), NULL);

        expect(strcmp(text, "text") == 0, "got \"%s\"", text);
        free(text);
        hear(c, "226 *");
    }
    well(c);
}
END_TEST

START_TEST(a_client_may_break_off_a_transfer)
{
    enum { BIG = 64 * 1024 * 1024 };
    serve(NULL);
    folder_sparse(site_path("big"), BIG);
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(data_open(&d), 1000);
    talk_reset(d.talk);
    hear(c, "426 *");
    well(c);
    site_text("a", "text");
    free(fetch(c, "RETR a", NULL));
}
END_TEST

START_TEST(quit_waits_for_the_end_of_a_transfer)
{
    enum { BIG = 4 * 1024 * 1024 };
    serve(NULL);
    folder_sparse(site_path("big"), BIG);
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);
    size_t n;

    say_bytes(c, "RETR big\r\nQUIT\r\n");
    hear(c, "150 *");
    free(talk_drain(data_open(&d), &n));
    expect(n == BIG, "%zu of %d bytes came", n, BIG);
    hear(c, "226 *");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(a_file_that_shrinks_meanwhile)
{
    serve(NULL);
    folder_sparse(site_path("big"), 64 * 1024 * 1024);
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(data_open(&d), 1);
    folder_text(site_path("big"), "short");
    free(talk_drain(d.talk, NULL));
    hear(c, "@(226|426|451) *"); /* and not, for ever, nothing */
    well(c);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_file_comes_as_it_is);
    tcase_add_test(t, a_big_file_comes_to_a_slow_reader);
    tcase_add_test(t, lines_get_a_carriage_return_in_type_a);
    tcase_add_test(t, type_a_is_right_across_the_edges_of_buffers);
    tcase_add_test(t, what_is_not_a_file_is_refused_before_150);
    tcase_add_test(t, a_refused_transfer_leaves_the_data_port_or_takes_it_away);
    tcase_add_test(t, a_client_may_break_off_a_transfer);
    tcase_add_test(t, quit_waits_for_the_end_of_a_transfer);
    tcase_add_test(t, a_file_that_shrinks_meanwhile);
}

int
main(void)
{
    return kit_run("ftp_server transfers", fill, KIT_WHOLE_AND_BYTES);
}
