/* Data ports: PASV, EPSV, PORT, EPRT, and who may connect where. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT "what is in the file\n"

static struct talk *
guest_with_file(void)
{
    site_text("a.txt", TEXT);
    return binary_guest();
}

static void
fetches(struct talk *c, enum way way)
{
    size_t n;
    char *text = fetch_by(c, way, "RETR a.txt", &n);

    expect(n == strlen(TEXT) && strcmp(text, TEXT) == 0, "got \"%s\"", text);
    free(text);
}

START_TEST(every_way_works_and_any_after_any)
{
    serve(NULL);
    struct talk *c = guest_with_file();

    for (int first = 0; first < WAYS; first++)
        for (int second = 0; second < WAYS; second++) {
            fetches(c, first);
            fetches(c, second);
        }
}
END_TEST

START_TEST(pasv_names_the_address_of_the_control_connection)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "PASV");
    hear(c, "227 *(127,0,0,1,*,*)*");
    say(c, "EPSV");
    hear(c, "229 *(|||*|)*");
    say(c, "EPSV 1");
    hear(c, "229 *(|||*|)*");
}
END_TEST

START_TEST(epsv_refuses_other_networks)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "EPSV 2");
    hear(c, "522 *");
    say(c, "EPSV 7");
    hear(c, "522 *");
    say(c, "EPSV x");
    hear(c, "@(501|522) *");
    say(c, "EPRT |2|::1|5000|");
    hear(c, "@(522|50[14]) *");
    say(c, "EPRT |7|127.0.0.1|5000|");
    hear(c, "522 *");
    well(c);
}
END_TEST

START_TEST(after_epsv_all_nothing_else_may_be_used)
{
    serve(NULL);
    struct talk *c = guest_with_file();

    say(c, "EPSV ALL");
    hear(c, "2?? *");
    say(c, "PASV");
    hear(c, "50[13] *");
    say(c, "PORT %s", port_text(5000));
    hear(c, "50[13] *");
    say(c, "EPRT %s", eprt_text(5000));
    hear(c, "50[13] *");
    fetches(c, EPSV);
}
END_TEST

START_TEST(a_new_data_port_takes_the_place_of_the_old)
{
    serve(NULL);
    struct talk *c = guest_with_file();
    unsigned old;

    say(c, "PASV");
    old = data_port(hear(c, "227 *"));
    fetches(c, EPSV);
    expect(talk_try("127.0.0.1", old) == NULL, "the data port of an older PASV is still open");
    fetches(c, PORT);
}
END_TEST

START_TEST(a_transfer_needs_a_data_port)
{
    serve(NULL);
    struct talk *c = guest_with_file();

    say(c, "RETR a.txt");
    hear(c, "@(425|503) *");
    fetches(c, PASV);
    say(c, "RETR a.txt"); /* a data port is good for one transfer */
    hear(c, "@(425|503) *");
    well(c);
}
END_TEST

START_TEST(active_data_goes_to_the_client_only)
{
    static const char *const lines[] = {
        "PORT 127,0,0,2,100,100", "PORT 10,0,0,1,100,100",    "PORT 127,0,0,1,3,255",
        "PORT 127,0,0,1,0,21",    "EPRT |1|127.0.0.2|25700|", "EPRT |1|10.0.0.1|25700|",
        "EPRT |1|127.0.0.1|80|",  "EPRT |1|127.0.0.1|1023|",  "PORT 127,0,0,1,0,0",
    };
    serve(NULL);
    struct talk *c = guest_with_file();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(c, "%s", lines[i]);
        hear(c, "50[0-4] *");
        say(c, "RETR a.txt");
        hear(c, "@(425|503) *");
    }
    fetches(c, PORT);
}
END_TEST

/* lftp does so over IPv6. */
START_TEST(who_names_no_host_means_itself)
{
    serve(NULL);
    struct talk *c = guest_with_file();
    unsigned port;
    int listener = talk_listen("127.0.0.1", &port);

    say(c, "EPRT |1|0.0.0.0|80|");
    hear(c, "501 *");
    say(c, "EPRT |1|0.0.0.0|%u|", port);
    hear(c, "200 *");
    say(c, "RETR a.txt");
    hear(c, "150 *");
    close(talk_accept(listener));
    close(listener);
    hear(c, "@(226|426) *");
    well(c);
}
END_TEST

START_TEST(an_address_must_be_one)
{
    static const char *const lines[] = {
        "PORT",
        "PORT 1,2,3",
        "PORT 127,0,0,1,200",
        "PORT 127,0,0,1,200,256",
        "PORT 127,0,0,1,200,1,1",
        "PORT 127,0,0,1,-1,10",
        "PORT a,b,c,d,e,f",
        "EPRT",
        "EPRT |1|127.0.0.1|",
        "EPRT |1|127.0.0|5000|",
        "EPRT |1|127.0.0.1|70000|",
        "EPRT |1|127.0.0.1|x|",
        "EPRT 1|127.0.0.1|5000",
    };
    serve(NULL);
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(c, "%s", lines[i]);
        hear(c, "501 *");
    }
    well(c);
}
END_TEST

START_TEST(eprt_takes_any_delimiter)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "EPRT !1!127.0.0.1!5000!");
    hear(c, "200 *");
}
END_TEST

START_TEST(nobody_listens_where_port_says)
{
    serve(NULL);
    struct talk *c = guest_with_file();
    unsigned port;
    int listener = talk_listen("127.0.0.1", &port);

    close(listener);
    say(c, "PORT %s", port_text(port));
    hear(c, "200 *");
    say(c, "RETR a.txt");
    if (strncmp(hear(c, "@(150|425) *"), "150", 3) == 0)
        hear(c, "425 *");
    fetches(c, PASV);
}
END_TEST

START_TEST(a_stranger_at_the_data_port_gets_nothing)
{
    serve(NULL);
    struct talk *c = guest_with_file();
    struct talk *stranger;
    unsigned port;
    size_t n;

    say(c, "PASV");
    port = data_port(hear(c, "227 *"));
    stranger = talk_connect_from("127.0.0.2", "127.0.0.1", port);
    say(c, "RETR a.txt");
    /* The server may give up, or turn the stranger away and wait for the client. */
    if (strncmp(hear(c, "@(150|425) *"), "150", 3) == 0) {
        struct talk *friend = talk_try("127.0.0.1", port);

        if (friend != NULL)
            talk_hang_up(friend);
        hear(c, "@(226|425|426) *");
    }
    free(talk_drain(stranger, &n));
    expect(n == 0, "a stranger got %zu bytes of the file", n);
    fetches(c, EPSV);
}
END_TEST

START_TEST(passive_ports_stay_in_their_range)
{
    char range[32];
    unsigned low;
    int listener = talk_listen("127.0.0.1", &low);

    low = low < 60000 ? low : 50000; /* near a port that was free a moment ago */
    close(listener);
    snprintf(range, sizeof range, "%u-%u", low, low + 9);
    serve("--passive-ports", range);
    struct talk *c = guest_with_file();

    for (int i = 0; i < 20; i++) {
        unsigned port;

        say(c, i % 2 == 0 ? "PASV" : "EPSV");
        port = data_port(hear(c, "22[79] *"));
        expect(port >= low && port <= low + 9, "port %u is not in %s", port, range);
    }
    fetches(c, EPSV);
    fetches(c, PASV);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, every_way_works_and_any_after_any);
    tcase_add_test(t, pasv_names_the_address_of_the_control_connection);
    tcase_add_test(t, epsv_refuses_other_networks);
    tcase_add_test(t, after_epsv_all_nothing_else_may_be_used);
    tcase_add_test(t, a_new_data_port_takes_the_place_of_the_old);
    tcase_add_test(t, a_transfer_needs_a_data_port);
    tcase_add_test(t, active_data_goes_to_the_client_only);
    tcase_add_test(t, who_names_no_host_means_itself);
    tcase_add_test(t, an_address_must_be_one);
    tcase_add_test(t, eprt_takes_any_delimiter);
    tcase_add_test(t, nobody_listens_where_port_says);
    tcase_add_test(t, a_stranger_at_the_data_port_gets_nothing);
    tcase_add_test(t, passive_ports_stay_in_their_range);
}

int
main(void)
{
    return kit_run("ftp_server data ports", fill, KIT_WHOLE_AND_BYTES);
}
