/* SIGTERM with sessions open: nobody new comes in, who is there may finish within the grace. */

#include "site.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(a_session_may_finish_within_the_grace)
{
    serve("--grace", "15");
    struct talk *c = guest();

    program_signal(&site, SIGTERM);
    /* No event says when it has stopped accepting, but it must before long. */
    for (double deadline = kit_deadline();;) {
        struct talk *late = talk_try(site.host, site.port);

        if (late == NULL)
            break;
        talk_hang_up(late);
        expect(kit_now() < deadline, "the server still accepts clients");
        well(c);
    }
    well(c);
    free(fetch(c, "LIST", NULL));
    expect(!program_ended(&site), "it ended with a session open");
    say(c, "QUIT");
    hear(c, "221[ -]*");
    talk_hang_up(c);
    expect(program_wait(&site) == 0, "it did not end with 0");
}
END_TEST

START_TEST(the_grace_ends)
{
    serve("--grace", "1");
    struct talk *c = guest();
    double begin = kit_now();

    program_signal(&site, SIGTERM);
    expect(program_wait(&site) == 0, "it did not end with 0");
    expect(kit_now() - begin > 0.9, "the grace of 1 s ended after %.2f s", kit_now() - begin);
    talk_hang_up(c);
}
END_TEST

START_TEST(a_second_signal_ends_at_once)
{
    serve("--grace", "60");
    struct talk *c = guest();
    double begin = kit_now();

    program_signal(&site, SIGTERM);
    /* Until the first has had its effect; with a reply each time the server has its turn. */
    for (struct talk *late; (late = talk_try(site.host, site.port)) != NULL;) {
        talk_hang_up(late);
        well(c);
    }
    program_signal(&site, SIGTERM);
    program_wait(&site); /* with which status is not said */
    expect(kit_now() - begin < KIT_PATIENCE, "it took %.1f s", kit_now() - begin);
    talk_hang_up(c);
}
END_TEST

START_TEST(a_transfer_may_finish_within_the_grace)
{
    enum { BIG = 16 * 1024 * 1024 };
    serve("--grace", "60");
    folder_sparse(site_path("big"), BIG);
    struct talk *c = binary_guest();
    size_t n;

    struct data d = data_begin(c, PASV);
    say(c, "RETR big");
    hear(c, "150 *");
    talk_fill(d.talk, 1);
    program_signal(&site, SIGTERM);
    free(talk_drain(d.talk, &n));
    expect(n == BIG, "only %zu bytes came", n);
    hear(c, "226 *");
    talk_hang_up(c);
    expect(program_wait(&site) == 0, "it did not end with 0");
}
END_TEST

/* Half a second of grace is over: the server must end, whatever it waits for. */
static void
ends_after_the_grace(void)
{
    double begin = kit_now();

    program_signal(&site, SIGTERM);
    expect(program_wait(&site) == 0, "it did not end with 0");
    expect(kit_now() - begin < 7, "a grace of 0.5 s took %.1f s", kit_now() - begin);
}

/* A client that does not read its download, whatever it says behind it, and if it says no more. */
static void
ends_in_a_download(const char *behind, bool is_all)
{
    serve("--grace", "0.5");
    folder_sparse(site_path("big"), 256 * 1024 * 1024);
    struct talk *c = guest();
    struct data d = data_begin(c, PASV);

    say(c, "RETR big%s", behind);
    if (is_all)
        talk_finish(c);
    hear(c, "150 *");
    talk_fill(d.talk, 1);
    ends_after_the_grace();
}

START_TEST(a_download_that_stands_still_at_the_end_of_the_grace)
{
    ends_in_a_download("", false);
    ends_in_a_download("\r\nNOOP", false);
    ends_in_a_download("\r\nQUIT", true);
}
END_TEST

START_TEST(a_data_connection_that_does_not_come_at_the_end_of_the_grace)
{
    serve("--grace", "0.5");
    struct talk *c = guest();

    say(c, "PASV");
    hear(c, "227 *");
    say(c, "LIST");
    hear(c, "150 *");
    ends_after_the_grace();
}
END_TEST

START_TEST(a_data_port_that_does_not_answer_at_the_end_of_the_grace)
{
    serve("--grace", "0.5");
    struct talk *c = guest();
    unsigned port;

    talk_listen_deaf(&port);
    say(c, "PORT 127,0,0,1,%u,%u", port / 256, port % 256);
    hear(c, "200 *");
    say(c, "LIST");
    hear(c, "150 *");
    ends_after_the_grace();
}
END_TEST

/* A thread that waits for somebody to read stderr hears of no end: the process ends without it. The
 * thread sanitizer flushes stderr before, and so would wait, too. */
START_TEST(a_thread_that_does_not_notice_the_end_of_the_grace)
{
    static const char bytes[4096];
    int err;

    if (strcmp(kit_lab, "lab2-threads") != 0 || kit_sanitized("thread"))
        return;
    expect(mkfifo(folder_path("0.err"), 0600) == 0, "mkfifo");
    err = open(folder_path("0.err"), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    serve("--verbose", "--grace", "0.5");
    struct talk *c = guest();

    while (write(err, bytes, sizeof bytes) > 0)
        continue;
    while (write(err, bytes, 1) > 0)
        continue;
    say(c, "NOOP");
    ends_after_the_grace();
}
END_TEST

START_TEST(an_upload_at_the_end_of_the_grace)
{
    serve("--writable", "--grace", "0.5");
    site_text("good", "the good old file");
    struct talk *c = guest();
    struct data d = data_begin(c, PASV);

    say(c, "STOR good");
    hear(c, "150 *");
    talk_send(d.talk, "half of the new", 15);
    ends_after_the_grace();
    expect(folder_holds(site_path("good"), "the good old file", 17), "half an upload counts");
    expect(folder_count(site_path("%s", "")) == 1, "it left something behind");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_session_may_finish_within_the_grace);
    tcase_add_test(t, the_grace_ends);
    tcase_add_test(t, a_second_signal_ends_at_once);
    tcase_add_test(t, a_transfer_may_finish_within_the_grace);
    tcase_add_test(t, a_download_that_stands_still_at_the_end_of_the_grace);
    tcase_add_test(t, a_data_connection_that_does_not_come_at_the_end_of_the_grace);
    tcase_add_test(t, a_data_port_that_does_not_answer_at_the_end_of_the_grace);
    tcase_add_test(t, a_thread_that_does_not_notice_the_end_of_the_grace);
    tcase_add_test(t, an_upload_at_the_end_of_the_grace);
}

int
main(void)
{
    return kit_run("ftp_server told to stop", fill, KIT_WHOLE);
}
