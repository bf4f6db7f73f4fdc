/* hello_client: what it prints, what it expects, and servers that do not keep to the protocol. */

#include "site.h"

#include <poll.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The server of these tests: a listener, and the port as text. */
static char port[16];

static int
listener(void)
{
    unsigned number;
    int fd = talk_listen("127.0.0.1", &number);

    snprintf(port, sizeof port, "%u", number);
    return fd;
}

static void
prints(const struct program *p, const char *pattern)
{
    char *text = program_output(p);
    regex_t regex;

    ck_assert(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0);
    expect(regexec(&regex, text, 0, NULL, 0) == 0, "printed \"%s\", not \"%s\"", text, pattern);
    regfree(&regex);
    free(text);
}

#define SECONDS "[0-9]+\\.[0-9]{3} s"

START_TEST(one_client)
{
    struct program p;

    serve_hello(NULL);
    snprintf(port, sizeof port, "%u", site.port);
    expect(run(&p, "hello_client", "--port", port) == 0, "not exit 0");
    prints(&p, "^client 1: Hello World! \\(" SECONDS "\\)\n1 of 1 clients in " SECONDS "\n$");
    expect(run(&p, "hello_client", "--host", "127.0.0.1", "--port", port) == 0, "not exit 0");
}
END_TEST

START_TEST(several_clients)
{
    enum { CLIENTS = 20 };
    struct program p;
    char *text;
    char number[32];

    serve_hello(NULL);
    snprintf(port, sizeof port, "%u", site.port);
    expect(run(&p, "hello_client", "--port", port, "--clients", "20") == 0, "not exit 0");
    prints(&p, "^(client [0-9]+: Hello World! \\(" SECONDS "\\)\n){20}20 of 20 clients in " SECONDS
               "\n$");
    text = program_output(&p);
    for (int i = 1; i <= CLIENTS; i++) {
        snprintf(number, sizeof number, "client %d: ", i);
        expect(strstr(text, number) != NULL, "no line of %s", number);
    }
    free(text);
}
END_TEST

START_TEST(another_number_of_bytes)
{
    struct program p;
    char *bytes = folder_noise(1048576, 4);

    folder_write(folder_path("big"), bytes, 1048576);
    serve_hello("--send", folder_path("big"));
    snprintf(port, sizeof port, "%u", site.port);
    expect(run(&p, "hello_client", "--port", port, "--expect", "1048576") == 0, "not exit 0");
    prints(&p, "^client 1: 1048576 bytes \\(" SECONDS "\\)\n1 of 1 clients in " SECONDS "\n$");
    expect(run(&p, "hello_client", "--port", port, "--expect", "all", "--clients", "2") == 0,
           "not exit 0");
    prints(&p,
           "^(client [12]: 1048576 bytes \\(" SECONDS "\\)\n){2}2 of 2 clients in " SECONDS "\n$");
    expect(run(&p, "hello_client", "--port", port, "--expect", "1") == 0, "not exit 0");
    prints(&p, "^client 1: 1 bytes? \\(" SECONDS "\\)\n");
    free(bytes);
}
END_TEST

START_TEST(no_bytes_at_all)
{
    struct program p;

    folder_text(folder_path("empty"), "");
    serve_hello("--send", folder_path("empty"));
    snprintf(port, sizeof port, "%u", site.port);
    expect(run(&p, "hello_client", "--port", port, "--expect", "all") == 0, "not exit 0");
    prints(&p, "^client 1: 0 bytes \\(" SECONDS "\\)\n1 of 1 clients in " SECONDS "\n$");
}
END_TEST

START_TEST(a_server_that_dribbles)
{
    struct program p;
    int fd = listener();
    struct talk *c;

    program_start(&p, (const char *const[]){"hello_client", "--port", port, NULL});
    c = talk_adopt(talk_accept(fd), "server");
    for (const char *at = "Hello World!"; *at != '\0'; at++)
        talk_send(c, at, 1);
    talk_finish(c);
    hear_end(c);
    talk_hang_up(c);
    expect(program_wait(&p) == 0, "not exit 0");
    prints(&p, "^client 1: Hello World! ");
}
END_TEST

START_TEST(the_client_closes_its_writer_before_or_after_ours)
{
    struct program p;
    int fd = listener();
    struct talk *c;

    program_start(&p, (const char *const[]){"hello_client", "--port", port, NULL});
    c = talk_adopt(talk_accept(fd), "server");
    talk_send(c, "Hello World!", 12);
    talk_finish(c);
    hear_end(c); /* which it must do by itself: we still hold our side */
    talk_hang_up(c);
    expect(program_wait(&p) == 0, "not exit 0");
}
END_TEST

START_TEST(a_short_greeting)
{
    struct program p;
    int fd = listener();
    struct talk *c;

    program_start(&p, (const char *const[]){"hello_client", "--port", port, NULL});
    c = talk_adopt(talk_accept(fd), "server");
    talk_send(c, "Hello", 5);
    talk_hang_up(c);
    expect(program_wait(&p) == 1, "not exit 1");
    program_complains(&p, "*1*");
    prints(&p, "^0 of 1 clients in " SECONDS "\n$");
}
END_TEST

START_TEST(a_lost_connection)
{
    struct program p;
    int fd = listener();
    struct talk *c;

    program_start(&p, (const char *const[]){"hello_client", "--port", port, NULL});
    c = talk_adopt(talk_accept(fd), "server");
    talk_reset(c);
    expect(program_wait(&p) == 1, "not exit 1");
    program_complains(&p, "*");
    prints(&p, "^0 of 1 clients in " SECONDS "\n$");
}
END_TEST

START_TEST(nobody_listens)
{
    struct program p;

    close(listener());
    expect(run(&p, "hello_client", "--port", port) == 1, "not exit 1");
    program_complains(&p, "*");
    prints(&p, "^0 of 1 clients in " SECONDS "\n$");
}
END_TEST

START_TEST(one_failure_leaves_the_others)
{
    struct program p;
    int fd = listener();
    char *errors;

    program_start(&p,
                  (const char *const[]){"hello_client", "--port", port, "--clients", "3", NULL});
    for (int i = 0; i < 3; i++) {
        struct talk *c = talk_adopt(talk_accept(fd), "server");

        talk_send(c, "Hello World!", i == 1 ? 4 : 12);
        talk_hang_up(c);
    }
    expect(program_wait(&p) == 1, "not exit 1");
    prints(&p,
           "^(client [123]: Hello World! \\(" SECONDS "\\)\n){2}2 of 3 clients in " SECONDS "\n$");
    errors = program_errors(&p);
    expect(strchr(errors, '\n') != NULL && strchr(errors, '\n')[1] == '\0', "stderr: %s", errors);
    free(errors);
}
END_TEST

START_TEST(one_after_another_or_all_at_once)
{
    struct program p;
    int fd = listener();
    struct talk *c[3];

    program_start(&p,
                  (const char *const[]){"hello_client", "--port", port, "--clients", "3", NULL});
    if (kit_serves_in_turn()) {
        for (int i = 0; i < 3; i++) {
            c[i] = talk_adopt(talk_accept(fd), "server");
            expect(!kit_wait(fd, POLLIN, kit_now() + 0.02), "two connections at once");
            talk_send(c[i], "Hello World!", 12);
            talk_hang_up(c[i]);
        }
    } else {
        for (int i = 0; i < 3; i++) /* all have connected before the first is greeted */
            c[i] = talk_adopt(talk_accept(fd), "server");
        for (int i = 2; i >= 0; i--) {
            talk_send(c[i], "Hello World!", 12);
            talk_hang_up(c[i]);
        }
    }
    expect(program_wait(&p) == 0, "not exit 0");
}
END_TEST

START_TEST(ipv6)
{
    struct program p;

    serve_hello("--host", "::1");
    snprintf(port, sizeof port, "%u", site.port);
    expect(run(&p, "hello_client", "--host", "::1", "--port", port) == 0, "not exit 0");
    prints(&p, "^client 1: Hello World! ");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, one_client);
    tcase_add_test(t, several_clients);
    tcase_add_test(t, another_number_of_bytes);
    tcase_add_test(t, no_bytes_at_all);
    tcase_add_test(t, a_server_that_dribbles);
    tcase_add_test(t, the_client_closes_its_writer_before_or_after_ours);
    tcase_add_test(t, a_short_greeting);
    tcase_add_test(t, a_lost_connection);
    tcase_add_test(t, nobody_listens);
    tcase_add_test(t, one_failure_leaves_the_others);
    tcase_add_test(t, one_after_another_or_all_at_once);
    tcase_add_test(t, ipv6);
}

int
main(void)
{
    return kit_run("hello_client", fill, KIT_WHOLE);
}
