/* Clients that vanish, at any byte and in any way: it costs their session and nothing else. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SESSION                                                                                    \
    "USER anonymous\r\nPASS x\r\nTYPE I\r\nPASV\r\nCWD sub\r\nEPSV\r\nREST 3\r\nRETR "             \
    "a\r\nQUIT\r\n"

enum ending { HANGS_UP, RESETS };

static void
vanish_at(size_t byte, enum ending how)
{
    struct talk *c = caller();

    talk_send(c, SESSION, byte);
    if (how == RESETS)
        talk_reset(c);
    else
        talk_hang_up(c);
}

static void
vanish_everywhere(enum ending how)
{
    serve("--writable");
    site_text("a", "0123456789");
    for (size_t byte = 0; byte < sizeof SESSION - 1; byte++) {
        vanish_at(byte, how);
        if (byte % 20 == 0)
            serves_others();
    }
    serves_others();
}

START_TEST(hanging_up_at_each_byte_of_a_session)
{
    vanish_everywhere(HANGS_UP);
}
END_TEST

START_TEST(resetting_at_each_byte_of_a_session)
{
    vanish_everywhere(RESETS);
}
END_TEST

/* Two clients, one in the middle of a transfer when both its connections go. */
static void
vanish_in_transfer(const char *command, bool data_first)
{
    serve("--writable");
    folder_sparse(site_path("big"), 64 * 1024 * 1024);
    struct talk *other = kit_serves_in_turn() ? NULL : guest();

    for (int i = 0; i < 3; i++) {
        struct talk *c = guest();
        struct data d = data_begin(c, PASV);

        say(c, "%s", command);
        hear(c, "150 *");
        talk_reset(data_first ? d.talk : c);
        if (other != NULL)
            well(other);
        talk_reset(data_first ? c : d.talk);
    }
    if (other != NULL)
        well(other);
    serves_others();
}

START_TEST(in_a_download)
{
    vanish_in_transfer("RETR big", true);
}
END_TEST

START_TEST(in_a_download_the_control_connection_first)
{
    vanish_in_transfer("RETR big", false);
}
END_TEST

START_TEST(in_an_upload)
{
    vanish_in_transfer("STOR new", true);
}
END_TEST

START_TEST(in_an_upload_the_control_connection_first)
{
    vanish_in_transfer("STOR new", false);
}
END_TEST

START_TEST(with_a_data_port_announced_that_nobody_uses)
{
    serve(NULL);
    site_text("a", "text");
    for (int i = 0; i < 20; i++) {
        struct talk *c = guest();

        data_begin(c, i % 2 == 0 ? PASV : EPSV);
        say_bytes(c, "RETR a\r\n");
        talk_reset(c);
    }
    serves_others();
}
END_TEST

START_TEST(while_the_server_waits_for_its_data_connection)
{
    serve(NULL);
    site_text("a", "text");
    struct talk *c = guest();

    say(c, "PASV");
    hear(c, "227 *");
    say(c, "RETR a");
    talk_reset(c);
    serves_others();
}
END_TEST

/* Random bytes, the same each time, with line ends and Telnet among them. */
static void
send_garbage(struct talk *c, unsigned seed)
{
    enum { PIECE = 4000 };
    char *bytes = folder_noise(PIECE, seed);

    for (int i = 0; i < PIECE; i += 37)
        memcpy(bytes + i, i % 2 == 0 ? "\r\n" : "\377\364", 2);
    for (size_t done = 0; done < PIECE;) {
        size_t n = talk_send_some(c, bytes + done, PIECE - done);

        if (n == 0)
            break; /* the server may hang up on such a client */
        done += n;
    }
    free(bytes);
}

START_TEST(garbage)
{
    serve("--writable");
    for (unsigned seed = 0; seed < 20; seed++) {
        struct talk *c = seed % 2 == 0 ? caller() : guest();

        send_garbage(c, seed);
        if (seed % 3 == 0)
            talk_reset(c);
        else
            talk_hang_up(c);
    }
    serves_others();
}
END_TEST

START_TEST(a_client_that_never_reads)
{
    enum { MANY = 200000 };
    static char helps[6 * MANY];
    size_t done = 0;
    serve(NULL);
    struct talk *c = guest();

    for (int i = 0; i < MANY; i++)
        memcpy(helps + 6 * i, "HELP\r\n", 6);
    while (done < sizeof helps) { /* until every buffer is full, the server's bounded one too */
        size_t n = talk_send_some(c, helps + done, sizeof helps - done);

        if (n == 0)
            break;
        done += n;
    }
    if (!kit_serves_in_turn())
        serves_others();
    talk_reset(c);
    serves_others();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, hanging_up_at_each_byte_of_a_session);
    tcase_add_test(t, resetting_at_each_byte_of_a_session);
    tcase_add_test(t, in_a_download);
    tcase_add_test(t, in_a_download_the_control_connection_first);
    tcase_add_test(t, in_an_upload);
    tcase_add_test(t, in_an_upload_the_control_connection_first);
    tcase_add_test(t, with_a_data_port_announced_that_nobody_uses);
    tcase_add_test(t, while_the_server_waits_for_its_data_connection);
    tcase_add_test(t, garbage);
    tcase_add_test(t, a_client_that_never_reads);
}

int
main(void)
{
    return kit_run("ftp_server and clients that vanish", fill, KIT_WHOLE);
}
