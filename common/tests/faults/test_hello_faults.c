/* Every call of hello_server and hello_client fails once, in every way it may: a greeting is whole
 * or the connection ends, the next one is whole, and the client tells one from the other. */
#include "client.h"
#include "descriptors.h"
#include "page.h"
#include "site.h"
#include "visit_talk.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define GREETING "Hello World!"

enum { SHOWN = 20, A_WHILE = 2 };

static int tried, came_about, wrong;

static void
complain_of(const struct fault *f, const char *what, const char *more)
{
    if (wrong++ < SHOWN)
        fprintf(stderr, "%s: %s: %s %s\n", kit_lab, fault_text(f), what, more);
}

static void
check_wrongs(void)
{
    fprintf(stderr, "%s: %d faults, %d came about\n", kit_lab, tried, came_about);
    expect(wrong == 0, "%d of %d faults did harm", wrong, tried);
}

/* NULL when the greeting was whole, or (unless it has to be) the beginning of one. */
static const char *
be_greeted(bool whole)
{
    static char text[64];
    double deadline = whole ? kit_deadline() : kit_now() + A_WHILE;
    size_t length = 0;
    ssize_t n = 1;
    int s = call(site.port);

    if (s < 0)
        return "nobody listens";
    while (n > 0 && length < sizeof text - 1 && kit_wait(s, POLLIN, deadline)) {
        n = recv(s, text + length, sizeof text - 1 - length, 0);
        length += n > 0 ? (size_t)n : 0;
    }
    text[length] = '\0';
    hang_up(&s);
    if (strncmp(text, GREETING, length) != 0 || length > strlen(GREETING))
        return text;
    return whole && (length != strlen(GREETING) || n != 0) ? "not whole" : NULL;
}

static void
try_server(const struct fault *f, int open)
{
    const char *what;

    tried++;
    page_arm(f);
    what = be_greeted(fault_is_harmless(f));
    came_about += page_disarm();
    if (program_ended(&site))
        kit_fail("%s: the server has ended", fault_text(f));
    if (what != NULL)
        complain_of(f, "greeted", what);
    if ((what = be_greeted(true)) != NULL)
        complain_of(f, "the next one was greeted", what);
    if (!descriptors_come_back_to(open))
        complain_of(f, "descriptors", "stay open");
}

START_TEST(greeting)
{
    struct fault nothing = {0};
    struct fault_walk walk;
    struct fault f;
    int open;

    page_begin();
    serve_hello(NULL);
    page_hide();
    open = descriptors();
    page_arm(&nothing);
    expect(be_greeted(true) == NULL && descriptors_come_back_to(open), "without faults it fails");
    page_disarm();
    fault_walk_begin(&walk, FAULT_IN_OTHERS);
    while (fault_walk_next(&walk, &f))
        try_server(&f, open);
    check_wrongs();
}
END_TEST

static void
try_client(const char *const argv[], const struct fault *f)
{
    struct client c;
    bool good;

    tried++;
    page_arm(f);
    c = client_run(argv);
    came_about += page_disarm();
    good = strstr(c.out, "client 1: " GREETING) != NULL &&
           strstr(c.out, "client 2: " GREETING) != NULL && strstr(c.out, "2 of 2") != NULL;
    if (c.status != 0 && c.status != 1)
        complain_of(f, "it did not end well:", c.err);
    else if (c.status == 0 && (!good || c.err[0] != '\0'))
        complain_of(f, "status 0 after", c.err);
    else if (c.status == 1 && fault_is_harmless(f))
        complain_of(f, "nothing that should have mattered:", c.err);
    else if (c.status == 1 && strncmp(c.err, "hello_client: ", 14) != 0)
        complain_of(f, "it does not tell why:", c.err);
    client_forget(&c);
}

START_TEST(being_greeted)
{
    char port[16];
    const char *const argv[] = {"hello_client", "--clients", "2", "--port", port, NULL};
    struct fault nothing = {0};
    struct fault_walk walk;
    struct fault f;

    serve_hello(NULL);
    snprintf(port, sizeof port, "%u", site.port);
    page_begin();
    try_client(argv, &nothing);
    expect(wrong == 0, "without faults it fails, too");
    fault_walk_begin(&walk, FAULT_IN_GREETED);
    while (fault_walk_next(&walk, &f))
        try_client(argv, &f);
    page_hide();
    check_wrongs();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, greeting);
    tcase_add_test(t, being_greeted);
}

int
main(void)
{
    return page_run("hello and calls that fail", fill);
}
