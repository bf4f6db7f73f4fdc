/* One client asks for more than its share: others are served all the same. */

#include "site.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STACK_OF_LINES = 6 * 1000 };

static pid_t flooder;

static void
end_flooder(void)
{
    if (flooder > 0) {
        kill(flooder, SIGKILL);
        waitpid(flooder, NULL, 0);
    }
    flooder = 0;
}

/* In a process of its own: sends this text over and over, and reads what comes, until it is cut
 * off or ended. */
static void
flood(struct talk *c, const char *text, size_t n)
{
    char bin[65536];

    flooder = fork();
    if (flooder == 0) {
        for (;;) {
            struct pollfd p = {.fd = c->fd, .events = POLLIN | POLLOUT};

            poll(&p, 1, -1);
            if ((p.revents & POLLIN) && recv(c->fd, bin, sizeof bin, MSG_DONTWAIT) == 0 &&
                text == NULL)
                _exit(0);
            if (text != NULL && send(c->fd, text, n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
                errno != EAGAIN)
                _exit(0);
        }
    }
    kit_at_end(end_flooder);
}

static void
greets(void)
{
    struct talk *c = caller();
    char *text = talk_drain(c, NULL);

    expect(strcmp(text, "Hello World!") == 0, "got %s", text);
    talk_hang_up(c);
    free(text);
}

START_TEST(talking_without_end_to_hello)
{
    static char much[65536];
    struct talk *c;

    serve_hello(NULL);
    c = caller();
    talk_fill(c, 12);
    flood(c, much, sizeof much);
    for (int i = 0; i < 5; i++) /* at the blocking server, once the flooder's 5 s are over */
        greets();
}
END_TEST

START_TEST(commands_without_end)
{
    static char lines[STACK_OF_LINES + 1];

    if (kit_serves_in_turn())
        return;
    serve(NULL);
    for (int i = 0; i < STACK_OF_LINES; i += 6)
        memcpy(lines + i, "NOOP\r\n", 7);
    flood(guest(), lines, STACK_OF_LINES);
    for (int i = 0; i < 10; i++)
        serves_others();
}
END_TEST

START_TEST(a_line_without_end)
{
    static char line[65536];

    if (kit_serves_in_turn())
        return;
    serve(NULL);
    memset(line, 'x', sizeof line);
    flood(guest(), line, sizeof line);
    for (int i = 0; i < 10; i++)
        serves_others();
}
END_TEST

START_TEST(a_download_at_full_speed)
{
    struct talk *c;
    struct data d;

    if (kit_serves_in_turn())
        return;
    serve(NULL);
    folder_sparse(site_path("huge"), 1ll << 40);
    c = guest();
    say(c, "TYPE I");
    hear(c, "200 *");
    d = data_begin(c, PASV);
    say(c, "RETR huge");
    hear(c, "150 *");
    flood(d.talk, NULL, 0);
    for (int i = 0; i < 10; i++)
        serves_others();
    expect(!talk_has_said(c), "the download has ended");
}
END_TEST

START_TEST(no_descriptors_left)
{
    enum { MANY = 80, DESCRIPTORS = 40 };
    struct talk *c[MANY];

    program_descriptor_limit = DESCRIPTORS;
    serve(NULL);
    for (int i = 0; i < MANY; i++)
        c[i] = caller();
    /* The first is served in any case; the others are, or wait, or are turned away. */
    hear(c[0], "220[ -]*");
    say(c[0], "NOOP");
    hear(c[0], "200 *");
    for (int i = 0; i < MANY; i++)
        talk_hang_up(c[i]);
    serves_others();
}
END_TEST

START_TEST(no_descriptors_left_for_hello)
{
    enum { MANY = 80, DESCRIPTORS = 30 };
    struct talk *c[MANY];

    program_descriptor_limit = DESCRIPTORS;
    serve_hello(NULL);
    for (int i = 0; i < MANY; i++)
        c[i] = caller();
    talk_fill(c[0], 12);
    for (int i = 0; i < MANY; i++)
        talk_hang_up(c[i]);
    greets();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, talking_without_end_to_hello);
    tcase_add_test(t, commands_without_end);
    tcase_add_test(t, a_line_without_end);
    tcase_add_test(t, a_download_at_full_speed);
    tcase_add_test(t, no_descriptors_left);
    tcase_add_test(t, no_descriptors_left_for_hello);
}

int
main(void)
{
    return kit_run("servers under pressure", fill, KIT_WHOLE);
}
