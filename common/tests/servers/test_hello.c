/* hello_server: twelve bytes, "each side closes its own writer", and clients that do not play. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void
greets(struct talk *c)
{
    size_t n;
    char *text = talk_drain(c, &n);

    expect(n == 12 && memcmp(text, "Hello World!", 12) == 0, "got %zu bytes: %s", n, text);
    free(text);
}

START_TEST(twelve_bytes_and_the_end)
{
    serve_hello(NULL);
    for (int i = 0; i < 3; i++) {
        struct talk *c = caller();

        greets(c);
        talk_hang_up(c);
    }
}
END_TEST

START_TEST(the_server_waits_for_the_clients_end)
{
    serve_hello(NULL);
    struct talk *c = caller();

    greets(c);
    for (int i = 0; i < 5; i++) /* it still takes what we say, and does not reset us for it */
        talk_send(c, "and hello to you", 16);
    talk_finish(c);
    hear_end(c);
}
END_TEST

START_TEST(but_not_for_ever)
{
    serve_hello(NULL);
    struct talk *c = caller();
    double begin = kit_now();

    greets(c);
    /* While it waits it holds our connection; then it closes, and what we send is reset. */
    while (talk_send_some(c, "x", 1) == 1) {
        kit_wait(c->fd, 0, kit_now() + 0.05);
        expect(kit_now() - begin < KIT_PATIENCE, "it waits for ever");
    }
    expect(kit_now() - begin > 3, "it waited %.1f s only", kit_now() - begin);
}
END_TEST

START_TEST(silent_clients)
{
    enum { SILENT = 20 };
    struct talk *silent[SILENT];
    serve_hello(NULL);
    for (int i = 0; i < SILENT; i++)
        silent[i] = caller();
    if (!kit_serves_in_turn()) {
        struct talk *c = caller();

        greets(c);
        talk_hang_up(c);
        for (int i = SILENT - 1; i >= 0; i--)
            greets(silent[i]);
        return;
    }
    greets(silent[0]);
    expect(!talk_has_said(silent[1]), "two clients are served at once");
    for (int i = 1; i < SILENT; i++) {
        talk_hang_up(silent[i - 1]);
        greets(silent[i]);
    }
}
END_TEST

START_TEST(clients_that_vanish)
{
    serve_hello(NULL);
    for (int i = 0; i < 30; i++) {
        struct talk *c = caller();

        if (i % 3 == 0)
            talk_fill(c, 1);
        if (i % 2 == 0)
            talk_reset(c);
        else
            talk_hang_up(c);
    }
    greets(caller());
}
END_TEST

/* With K clients at once: how many thinks does it take until the last has its greeting? */
static double
thinks_for(int clients, double think)
{
    struct talk *c[16];
    double begin = kit_now();

    for (int i = 0; i < clients; i++)
        c[i] = caller();
    for (int i = 0; i < clients; i++) {
        greets(c[i]);
        talk_hang_up(c[i]);
    }
    return (kit_now() - begin) / think;
}

START_TEST(thinking)
{
    enum { CLIENTS = 6 };
    double thinks = 0;

    /* Noise only adds time, so an upper bound that failed is tried again with a longer think. */
    for (int think = 100; think <= 1600; think *= 4) {
        char text[16];

        snprintf(text, sizeof text, "%d", think);
        serve_hello("--think", text);
        thinks = thinks_for(CLIENTS, think / 1000.0);
        expect(thinks > 0.99, "the server did not think");
        if (kit_serves_in_turn()) {
            expect(thinks > CLIENTS - 0.1, "%d clients in turn took %.1f thinks", CLIENTS, thinks);
            return;
        }
        if (thinks < CLIENTS / 2.0)
            return;
        site_stop();
    }
    kit_fail("%d clients at once took %.1f thinks", CLIENTS, thinks);
}
END_TEST

START_TEST(a_file_instead)
{
    enum { BIG = 12 * 1024 * 1024 };
    char *there = folder_noise(BIG, 9);
    char *here;
    size_t n;

    folder_write(folder_path("big"), there, BIG);
    serve_hello("--send", folder_path("big"));
    struct talk *slow = caller();
    talk_fill(slow, 1); /* and then lets every buffer fill up */
    if (!kit_serves_in_turn()) {
        struct talk *quick = caller();

        free(talk_drain(quick, &n));
        expect(n == BIG, "a slow reader cost another client %zu bytes", BIG - n);
    }
    here = talk_drain(slow, &n);
    expect(n == BIG && memcmp(here, there, n) == 0, "%zu of %d bytes came", n, BIG);
    free(here);
    free(there);
}
END_TEST

START_TEST(an_empty_file_instead)
{
    size_t n;

    folder_text(folder_path("empty"), "");
    serve_hello("--send", folder_path("empty"));
    free(talk_drain(caller(), &n));
    expect(n == 0, "%zu bytes of an empty file", n);
}
END_TEST

START_TEST(readers_that_vanish)
{
    folder_sparse(folder_path("big"), 64 * 1024 * 1024);
    serve_hello("--send", folder_path("big"));
    for (int i = 0; i < 10; i++) {
        struct talk *c = caller();

        talk_fill(c, 1);
        talk_reset(c);
    }
    talk_fill(caller(), 1000);
}
END_TEST

START_TEST(a_file_that_is_not_there)
{
    struct program p;

    expect(run(&p, "hello_server", "--port", "0", "--send", "/no/such/file") == 1, "not exit 1");
    program_complains(&p, "hello_server: */no/such/file*");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, twelve_bytes_and_the_end);
    tcase_add_test(t, the_server_waits_for_the_clients_end);
    tcase_add_test(t, but_not_for_ever);
    tcase_add_test(t, silent_clients);
    tcase_add_test(t, clients_that_vanish);
    tcase_add_test(t, thinking);
    tcase_add_test(t, a_file_instead);
    tcase_add_test(t, an_empty_file_instead);
    tcase_add_test(t, readers_that_vanish);
    tcase_add_test(t, a_file_that_is_not_there);
}

int
main(void)
{
    return kit_run("hello_server", fill, KIT_WHOLE);
}
