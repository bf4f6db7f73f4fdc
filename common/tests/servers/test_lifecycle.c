/* Both servers from start to end: the ready line, what stops them, what they cannot start with. */

#include "site.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const char *const servers[] = {"hello_server", "ftp_server"};

static void
start(const char *name, const char *option, const char *value)
{
    const char *argv[] = {name, "--port", "0", option, value, NULL};

    program_start_server(&site, argv);
}

START_TEST(sigterm_or_sigint_ends_an_idle_server)
{
    for (int i = 0; i < 2; i++) {
        double begin;

        start(servers[i], NULL, NULL);
        begin = kit_now();
        program_stop(&site);
        expect(kit_now() - begin < 3, "%s took %.1f s to end", servers[i], kit_now() - begin);
        start(servers[i], NULL, NULL);
        program_signal(&site, SIGINT);
        expect(program_wait(&site) == 0, "%s did not end with 0", servers[i]);
        expect(talk_try(site.host, site.port) == NULL, "the port is still open");
    }
}
END_TEST

START_TEST(ipv6)
{
    serve("--host", "::1");
    expect(strcmp(site.host, "::1") == 0, "listens on %s", site.host);
    site_text("a.txt", "text");
    struct talk *c = guest();
    char *text;

    say(c, "TYPE I");
    hear(c, "200 *");
    text = fetch_by(c, EPSV, "RETR a.txt", NULL);
    expect(strcmp(text, "text") == 0, "got %s", text);
    free(text);
    free(fetch_by(c, EPRT, "LIST", NULL));
    say(c, "PASV"); /* has no way to say an IPv6 address */
    hear(c, "@(425|50[0-4]|522) *");
    say(c, "EPSV 1");
    hear(c, "522 *");
    say(c, "EPSV 2");
    hear(c, "229 *(|||*|)*");
}
END_TEST

START_TEST(hello_on_ipv6)
{
    serve_hello("--host", "::1");
    struct talk *c = caller();
    char *text = talk_drain(c, NULL);

    expect(strcmp(text, "Hello World!") == 0, "got %s", text);
    free(text);
}
END_TEST

START_TEST(an_occupied_port)
{
    char port[16];
    unsigned number;

    talk_adopt(talk_listen("127.0.0.1", &number), "listener");
    snprintf(port, sizeof port, "%u", number);
    for (int i = 0; i < 2; i++) {
        struct program p;

        expect(run(&p, servers[i], "--port", port) == 1, "%s did not exit 1", servers[i]);
        program_complains(&p, "*_server: *");
    }
}
END_TEST

START_TEST(a_port_can_be_taken_again_at_once)
{
    char port[16];

    serve(NULL);
    struct talk *c = guest();
    say(c, "QUIT");
    hear(c, "221[ -]*");
    hear_end(c); /* the server closes first: its port goes through TIME_WAIT */
    talk_hang_up(c);
    site_stop();
    snprintf(port, sizeof port, "%u", site.port);
    serve("--port", port);
    serves_others();
}
END_TEST

START_TEST(a_root_that_is_not_there)
{
    struct program p;

    expect(run(&p, "ftp_server", "--port", "0", "--root", "/no/such/place") == 1, "not exit 1");
    program_complains(&p, "ftp_server: */no/such/place*");
    folder_text(folder_path("file"), "x");
    expect(run(&p, "ftp_server", "--port", "0", "--root", folder_path("file")) == 1, "not exit 1");
    program_complains(&p, "ftp_server: *");
}
END_TEST

/* Without the timer that ends the grace (there is none where no signal may be queued) a server that
 * waits in system calls would outlive it; one with an event loop needs no such timer. */
START_TEST(a_grace_that_could_not_end)
{
    struct rlimit none = {0};
    struct program p;

    if (strcmp(kit_lab, "lab2-async") == 0)
        return;
    setrlimit(RLIMIT_SIGPENDING, &none);
    for (int i = 0; i < 2; i++) {
        char *errors;

        expect(run(&p, servers[i], "--port", "0") == 1, "%s: not exit 1", servers[i]);
        errors = program_errors(&p);
        expect(strstr(errors, "_server: no timer for the grace: ") != NULL, "said: %s", errors);
        free(errors);
    }
}
END_TEST

START_TEST(a_users_file_that_is_none)
{
    struct program p;

    expect(run(&p, "ftp_server", "--port", "0", "--users", "/no/such/file") == 1, "not exit 1");
    program_complains(&p, "ftp_server: */no/such/file*");
    folder_text(folder_path("users"), "a line without a colon\n");
    expect(run(&p, "ftp_server", "--port", "0", "--users", folder_path("users")) == 1,
           "not exit 1");
    program_complains(&p, "ftp_server: *users*");
}
END_TEST

/* How many lines are on stderr after one session. */
static int
lines_of_a_session(const char *option)
{
    int lines = 0;
    char *text;

    serve(option);
    serves_others();
    site_stop();
    text = program_errors(&site);
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    free(text);
    return lines;
}

START_TEST(verbose_goes_to_stderr)
{
    /* Without it nothing is said of sessions; of other things perhaps. */
    int lines = lines_of_a_session(NULL);

    expect(lines_of_a_session("--verbose") > lines, "--verbose says nothing");
    expect(lines <= 1, "without --verbose there are %d lines on stderr", lines);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, sigterm_or_sigint_ends_an_idle_server);
    tcase_add_test(t, ipv6);
    tcase_add_test(t, hello_on_ipv6);
    tcase_add_test(t, an_occupied_port);
    tcase_add_test(t, a_port_can_be_taken_again_at_once);
    tcase_add_test(t, a_root_that_is_not_there);
    tcase_add_test(t, a_grace_that_could_not_end);
    tcase_add_test(t, a_users_file_that_is_none);
    tcase_add_test(t, verbose_goes_to_stderr);
}

int
main(void)
{
    return kit_run("servers from start to end", fill, KIT_WHOLE);
}
