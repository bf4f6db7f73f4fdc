/* Limits: clients at once, silence, and data connections that stall or never come. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(one_client_too_many_is_told_so)
{
    serve("--max-clients", "2");
    if (kit_serves_in_turn())
        return;
    struct talk *a = guest();
    struct talk *b = guest();
    struct talk *c = caller();

    hear(c, "421[ -]*");
    hear_end(c);
    well(a);
    well(b);
    say(a, "QUIT");
    hear(a, "221[ -]*");
    hear_end(a);
    talk_hang_up(a);
    /* The place is free once the server has noticed; nothing tells when that is but trying. */
    for (double deadline = kit_deadline();;) {
        char *line;

        c = caller();
        line = talk_line(c);
        if (line != NULL && strncmp(line, "220", 3) == 0)
            break;
        expect(kit_now() < deadline, "no place became free");
        talk_hang_up(c);
    }
    well(b);
}
END_TEST

START_TEST(clients_wait_in_the_queue_of_the_blocking_server)
{
    serve(NULL);
    if (!kit_serves_in_turn())
        return;
    struct talk *a = guest();
    struct talk *b = caller();

    for (int i = 0; i < 50; i++)
        well(a);
    expect(!talk_has_said(b), "two clients are served at once");
    say(a, "QUIT");
    hear(a, "221[ -]*");
    talk_hang_up(a);
    hear(b, "220[ -]*");
}
END_TEST

START_TEST(many_clients_at_once)
{
    enum { MANY = 100 };
    struct talk *all[MANY];
    serve(NULL);
    if (kit_serves_in_turn())
        return;
    for (int i = 0; i < MANY; i++)
        all[i] = visitor();
    for (int i = MANY - 1; i >= 0; i--)
        say(all[i], "USER anonymous");
    for (int i = 0; i < MANY; i++) {
        hear(all[i], "331 *");
        say(all[i], "PASS x");
        hear(all[i], "230[ -]*");
    }
    for (int i = 0; i < MANY; i++)
        well(all[i]);
}
END_TEST

START_TEST(silence_ends_a_session)
{
    serve("--idle-timeout", "1");
    struct talk *c = visitor();

    hear(c, "421[ -]*");
    hear_end(c);
    talk_hang_up(c);
    serves_others();
}
END_TEST

START_TEST(half_a_line_is_silence_too)
{
    serve("--idle-timeout", "1");
    struct talk *c = visitor();

    say_bytes(c, "NOO");
    hear(c, "421[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(a_stalled_download_ends)
{
    serve("--idle-timeout", "1");
    folder_sparse(site_path("big"), 256 * 1024 * 1024);
    struct talk *c = guest();
    struct data d = data_begin(c, PASV);

    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(d.talk, 1);
    hear(c, "42[16] *");
}
END_TEST

START_TEST(a_stalled_upload_ends_and_does_not_count)
{
    serve("--idle-timeout", "1", "--writable");
    struct talk *c = guest();
    struct data d = data_begin(c, PASV);

    say(c, "STOR new");
    hear(c, "150 *");
    talk_send(d.talk, "half", 4);
    hear(c, "42[16] *");
    expect(!folder_has(site_path("new")), "a stalled upload counts");
}
END_TEST

START_TEST(a_data_connection_that_never_comes)
{
    serve("--idle-timeout", "2");
    site_text("a", "text");
    struct talk *c = guest();

    say(c, "PASV");
    hear(c, "227 *");
    say(c, "RETR a");
    if (strncmp(hear(c, "@(150|42[15]) *"), "150", 3) == 0)
        hear(c, "42[15] *");
    talk_hang_up(c);
    serves_others();
}
END_TEST

START_TEST(a_transfer_is_no_silence)
{
    enum { PIECES = 15 };
    serve("--idle-timeout", "1", "--writable");
    struct talk *c = guest();
    struct data d = data_begin(c, PASV);
    double start = kit_now();

    say(c, "STOR slow");
    hear(c, "150 *");
    for (int i = 0; i < PIECES; i++) { /* the control connection is silent for 1.5 s */
        talk_send(d.talk, "x", 1);
        expect(!talk_wait(c, start + (i + 1) * 0.1), "an answer before the end");
    }
    talk_finish(d.talk);
    hear(c, "226 *");
    expect(folder_holds(site_path("slow"), "xxxxxxxxxxxxxxx", PIECES), "something is missing");
}
END_TEST

START_TEST(passive_ports_may_be_used_up)
{
    char range[32];
    unsigned port;
    int listener = talk_listen("127.0.0.1", &port);

    snprintf(range, sizeof range, "%u-%u", port, port);
    serve("--passive-ports", range);
    struct talk *c = guest();

    say(c, "EPSV");
    hear(c, "425 *");
    say(c, "PASV");
    hear(c, "425 *");
    close(listener);
    free(fetch(c, "LIST", NULL));
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, one_client_too_many_is_told_so);
    tcase_add_test(t, clients_wait_in_the_queue_of_the_blocking_server);
    tcase_add_test(t, many_clients_at_once);
    tcase_add_test(t, silence_ends_a_session);
    tcase_add_test(t, half_a_line_is_silence_too);
    tcase_add_test(t, a_stalled_download_ends);
    tcase_add_test(t, a_stalled_upload_ends_and_does_not_count);
    tcase_add_test(t, a_data_connection_that_never_comes);
    tcase_add_test(t, a_transfer_is_no_silence);
    tcase_add_test(t, passive_ports_may_be_used_up);
}

int
main(void)
{
    return kit_run("ftp_server limits", fill, KIT_WHOLE);
}
