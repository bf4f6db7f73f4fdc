/* ABOR: with nothing to abort, in the middle of a transfer, with and without Telnet's signals. */

#include "site.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { BIG = 256 * 1024 * 1024 };

START_TEST(nothing_to_abort)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "ABOR");
    hear(c, "@(225|226) *");
    free(fetch(c, "LIST", NULL));
    say(c, "ABOR");
    hear(c, "@(225|226) *");
    well(c);
}
END_TEST

START_TEST(nothing_to_abort_but_a_data_port)
{
    serve(NULL);
    struct talk *c = guest();

    data_begin(c, PASV);
    say(c, "ABOR");
    hear(c, "@(225|226) *");
    well(c);
}
END_TEST

/* The server that waits in a system call sees the ABOR when that returns, so the client reads. */
static void
aborted(struct talk *c, struct data *d)
{
    size_t n = 0;

    if (strcmp(kit_lab, "lab2-async") != 0)
        free(talk_drain(d->talk, &n));
    expect(n < BIG, "the whole file came in spite of ABOR");
    hear(c, "426 *");
    hear(c, "226 *");
    talk_hang_up(d->talk);
    well(c);
    site_text("a", "text");
    free(fetch(c, "RETR a", NULL));
}

/* A transfer that cannot end, as the client does not read. */
static struct data
stuck_transfer(struct talk *c)
{
    struct data d = data_begin(c, PASV);

    folder_sparse(site_path("big"), BIG);
    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(d.talk, 1);
    return d;
}

START_TEST(a_download_that_nobody_reads)
{
    serve(NULL);
    struct talk *c = binary_guest();
    struct data d = stuck_transfer(c);

    say(c, "ABOR");
    aborted(c, &d);
}
END_TEST

START_TEST(a_download_with_telnets_interrupt_and_synch)
{
    serve(NULL);
    struct talk *c = binary_guest();
    struct data d = stuck_transfer(c);

    say_bytes(c, "\377\364"); /* IAC IP */
    say_bytes(c, "\377");
    talk_urgent(c, '\362'); /* IAC DM, the DM urgent */
    say(c, "ABOR");
    aborted(c, &d);
}
END_TEST

START_TEST(a_download_with_the_whole_signal_urgent)
{
    serve(NULL);
    struct talk *c = binary_guest();
    struct data d = stuck_transfer(c);

    say_bytes(c, "\377\364\377"); /* as lftp and curl's older kin send it */
    talk_urgent(c, '\362');
    say(c, "abor");
    aborted(c, &d);
}
END_TEST

START_TEST(a_download_whose_client_hangs_up_the_data_connection_too)
{
    serve(NULL);
    struct talk *c = binary_guest();
    struct data d = stuck_transfer(c);

    say(c, "ABOR");
    talk_reset(d.talk);
    hear(c, "426 *");
    hear(c, "22[56] *");
    well(c);
}
END_TEST

START_TEST(a_data_port_that_does_not_answer)
{
    serve(NULL);
    struct talk *c = binary_guest();
    unsigned port;

    talk_listen_deaf(&port);
    say(c, "PORT 127,0,0,1,%u,%u", port / 256, port % 256);
    hear(c, "200 *");
    say(c, "LIST");
    hear(c, "150 *");
    say(c, "ABOR");
    hear(c, "426 *");
    hear(c, "226 *");
    well(c);
}
END_TEST

START_TEST(an_upload)
{
    serve("--writable");
    site_text("good", "the good old file");
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);
    static const char piece[4096];
    double deadline = kit_deadline();

    say(c, "STOR good");
    hear(c, "150 *");
    talk_send(d.talk, piece, sizeof piece);
    say(c, "ABOR");
    /* A server that waits in recv(2) for data sees the ABOR when some comes. */
    while (!talk_has_said(c)) {
        if (talk_send_some(d.talk, piece, sizeof piece) == 0)
            expect(kit_wait(d.talk->fd, POLLOUT, deadline), "the upload is stuck");
        expect(kit_now() < deadline, "the upload goes on in spite of ABOR");
    }
    hear(c, "426 *");
    hear(c, "226 *");
    expect(folder_holds(site_path("good"), "the good old file", 17), "an aborted upload counts");
    expect(folder_count(site_path("%s", "")) == 1, "an aborted upload left something behind");
    well(c);
}
END_TEST

START_TEST(what_was_said_before_and_after_is_done_in_order)
{
    serve(NULL);
    struct talk *c = binary_guest();
    struct data d = stuck_transfer(c);
    size_t n = 0;

    say_bytes(c, "ABOR\r\nPWD\r\nSYST\r\n");
    if (strcmp(kit_lab, "lab2-async") != 0)
        free(talk_drain(d.talk, &n));
    hear(c, "426 *");
    hear(c, "226 *");
    hear(c, "257 *");
    hear(c, "215 *");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, nothing_to_abort);
    tcase_add_test(t, nothing_to_abort_but_a_data_port);
    tcase_add_test(t, a_download_that_nobody_reads);
    tcase_add_test(t, a_download_with_telnets_interrupt_and_synch);
    tcase_add_test(t, a_download_with_the_whole_signal_urgent);
    tcase_add_test(t, a_download_whose_client_hangs_up_the_data_connection_too);
    tcase_add_test(t, a_data_port_that_does_not_answer);
    tcase_add_test(t, an_upload);
    tcase_add_test(t, what_was_said_before_and_after_is_done_in_order);
}

int
main(void)
{
    return kit_run("ftp_server ABOR", fill, KIT_WHOLE_AND_BYTES);
}
