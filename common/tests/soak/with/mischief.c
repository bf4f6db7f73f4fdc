#include "mischief.h"

#include "site.h"
#include "visit_talk.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CROWD = 1000, SLOW = 8, MOMENT_MS = 50 };

#define SESSION                                                                                    \
    "USER anonymous\r\nPASS x\r\nTYPE I\r\nCWD sub\r\nPWD\r\nCDUP\r\nSTAT\r\nPASV\r\nNLST\r\n"     \
    "EPSV\r\nRETR big\r\nMKD made-by-nobody/x\r\nREST 5\r\nHELP\r\nQUIT\r\n"

static uint64_t state;
static unsigned *clients; /* so far; shared with the test */
static int slow[SLOW];
static size_t slow_at[SLOW];

static unsigned
draw(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

/* A new client, whose calls do not wait; -1 when it does not get through. */
static int
come(void)
{
    int s = call(site.port);

    if (s >= 0)
        fcntl(s, F_SETFL, O_NONBLOCK);
    *clients += 1;
    return s;
}

static void
go(int s)
{
    struct linger now = {.l_onoff = draw(2), .l_linger = 0};

    if (s < 0)
        return;
    setsockopt(s, SOL_SOCKET, SO_LINGER, &now, sizeof now); /* a reset, every other time */
    close(s);
}

static void
utter(int s, const void *bytes, size_t n)
{
    (void)!send(s, bytes, n, MSG_NOSIGNAL);
}

/* At most a moment, or until something comes. */
static void
wait_a_moment(int s)
{
    struct pollfd p = {.fd = s, .events = POLLIN};

    poll(&p, 1, (int)draw(MOMENT_MS));
}

static void
be_silent(void)
{
    int s = come();

    wait_a_moment(s);
    wait_a_moment(s);
    go(s);
}

static void
leave_at_some_byte(void)
{
    int s = come();

    utter(s, SESSION, draw(sizeof SESSION));
    if (draw(2) == 0)
        wait_a_moment(s);
    go(s);
}

static void
dribble(void)
{
    int s = come();
    size_t n = draw(sizeof SESSION);

    for (size_t i = 0; i < n; i++)
        utter(s, &SESSION[i], 1);
    go(s);
}

static void
talk_garbage(void)
{
    char *bytes = folder_noise(4000, draw(1000));
    int s = come();

    for (size_t i = draw(40); i < 4000; i += 40)
        memcpy(bytes + i - 4, i % 3 == 0 ? "\r\n\377\364" : "RETR", 4 * (i > 4));
    utter(s, bytes, 4000);
    wait_a_moment(s);
    go(s);
    free(bytes);
}

/* Asks and asks, and does not read what is answered. */
static void
never_read(void)
{
    int s = come();

    for (int i = 0; i < 2000; i++)
        if (send(s, "HELP\r\nFEAT\r\nSTAT\r\n", 18, MSG_NOSIGNAL) != 18)
            break;
    wait_a_moment(s);
    go(s);
}

/* The port in what has come so far, or 0. */
static unsigned
port_in(const char *text)
{
    const char *at = strstr(text, "(|||");
    unsigned port = 0;

    if (at != NULL)
        sscanf(at, "(|||%u|)", &port);
    return port;
}

/* Has a download or an upload begin, and leaves it, or both of its connections. */
static void
leave_a_transfer(void)
{
    char heard[2048] = "";
    size_t n = 0;
    int s = come();
    int data = -1;

    utter(s, "USER ftp\r\nPASS x\r\nTYPE I\r\nEPSV\r\n", 32);
    for (int i = 0; i < 10 && n < sizeof heard - 1 && port_in(heard) == 0; i++) {
        struct pollfd p = {.fd = s, .events = POLLIN};
        ssize_t got = poll(&p, 1, 1000) == 1 ? recv(s, heard + n, sizeof heard - 1 - n, 0) : -1;

        if (got <= 0)
            break;
        heard[n += (size_t)got] = '\0';
    }
    if (port_in(heard) > 0 && draw(8) > 0)
        data = call(port_in(heard));
    utter(s, draw(2) == 0 ? "RETR big\r\n" : "STOR bad\r\n", 10);
    if (draw(2) == 0)
        utter(data, SESSION, sizeof SESSION);
    wait_a_moment(s);
    if (draw(4) == 0)
        utter(s, "ABOR\r\n", 6);
    if (draw(2) == 0) {
        go(data);
        go(s);
    } else {
        go(s);
        go(data);
    }
}

static void
come_in_a_crowd(void)
{
    static int crowd[CROWD];

    for (int i = 0; i < CROWD; i++)
        crowd[i] = come();
    for (int i = 0; i < CROWD; i++)
        go(crowd[i]);
}

/* A few who say one byte a second for as long as the server bears with them. */
static void
go_on_slowly(void)
{
    static double due;

    if (kit_serves_in_turn() || kit_now() < due)
        return;
    due = kit_now() + 1;
    for (int i = 0; i < SLOW; i++) {
        if (slow[i] < 0 || send(slow[i], &SESSION[slow_at[i]++], 1, MSG_NOSIGNAL) != 1) {
            go(slow[i]);
            slow[i] = come();
            slow_at[i] = 0;
        }
    }
}

static void
misbehave_until(int leash)
{
    static void (*const ways[])(void) = {be_silent,    leave_at_some_byte, dribble,
                                         talk_garbage, never_read,         leave_a_transfer};
    struct pollfd p = {.fd = leash, .events = POLLIN};

    memset(slow, -1, sizeof slow);
    for (unsigned turn = 0; poll(&p, 1, 0) == 0; turn++) {
        if (turn % 100 == 50)
            come_in_a_crowd();
        ways[draw(sizeof ways / sizeof *ways)]();
        go_on_slowly();
    }
}

struct mischief
mischief_begin(unsigned seed)
{
    struct rlimit limit;
    struct mischief m;
    int ends[2];

    if (clients == NULL)
        clients =
            mmap(NULL, sizeof *clients, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (clients == MAP_FAILED || pipe2(ends, O_CLOEXEC) != 0)
        kit_fail("pipe: %s", strerror(errno));
    *clients = 0;
    m = (struct mischief){.pid = fork(), .leash = ends[1]};
    if (m.pid == 0) {
        close(ends[1]);
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        state = seed;
        misbehave_until(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    if (m.pid < 0)
        kit_fail("fork: %s", strerror(errno));
    return m;
}

bool
mischief_end(struct mischief *m, unsigned *done)
{
    int status;

    close(m->leash);
    if (waitpid((pid_t)m->pid, &status, 0) != (pid_t)m->pid)
        return false;
    *done = *clients;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
