/* Every call that a server makes for a client fails once, in every way it may: the server lives, no
 * reply is lost or false, nothing leaks, and the next client is served to the byte. */
#include "descriptors.h"
#include "page.h"
#include "site.h"
#include "visit.h"

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

enum { SHOWN = 20, SILENCE = 1 /* seconds that the server bears with */ };

static int tried, came_about, wrong;

static void
complain(const struct fault *f, const char *what)
{
    if (wrong++ < SHOWN)
        fprintf(stderr, "%s: %s: %s\n", kit_lab, fault_text(f), what);
}

/* A session that was there all the time is as good as ever, unless it was silent for too long. */
static void
goes_on(struct talk *other, double silence)
{
    if (silence < SILENCE - 0.1)
        well(other);
    talk_hang_up(other);
}

static void
try_fault(visit_function *visit, const struct fault *f, int open, int files)
{
    struct talk *other = kit_serves_in_turn() ? NULL : guest();
    double begin = kit_now();
    const char *what;

    tried++;
    expect(server_is_at_rest(), "it computes with nobody there"); /* its calls are not to count */
    page_arm(f);
    what = visit(fault_is_harmless(f));
    came_about += page_disarm();
    if (what != NULL)
        complain(f, what);
    if (program_ended(&site))
        kit_fail("%s: the server has ended", fault_text(f));
    if (other != NULL)
        goes_on(other, kit_now() - begin);
    what = visit(true);
    if (what != NULL)
        complain(f, what);
    if (!descriptors_come_back_to(open))
        complain(f, "descriptors stay open");
    if (folder_count(site_path("%s", "")) != files)
        complain(f, "a file is left behind");
}

/* Returns how many descriptors the server has open while nobody is there. */
static int
serve_with_faults(void)
{
    int open;

    visit_prepare();
    page_begin();
    serve("--writable", "--idle-timeout", "1", "--users", site_users());
    page_hide();
    open = descriptors();
    return open;
}

static void
try_visit(visit_function *visit, enum fault_story story)
{
    struct fault nothing = {0};
    struct fault_walk walk;
    struct fault f;
    int open = serve_with_faults();
    int files;

    files = folder_count(site_path("%s", ""));
    page_arm(&nothing);
    expect(visit(true) == NULL && descriptors_come_back_to(open), "a session without faults");
    page_disarm();
    fault_walk_begin(&walk, story);
    while (fault_walk_next(&walk, &f))
        try_fault(visit, &f, open, files);
    fprintf(stderr, "%s: %d faults, %d came about\n", kit_lab, tried, came_about);
    expect(wrong == 0, "%d of %d faults did harm", wrong, tried);
    expect(came_about > tried / 2, "only %d of %d faults came about", came_about, tried);
}

START_TEST(each_call_for_a_guest_fails_once)
{
    try_visit(visit_server, FAULT_IN_VISIT);
}
END_TEST

START_TEST(each_call_for_a_user_who_changes_files_fails_once)
{
    try_visit(visit_to_change, FAULT_IN_CHANGES);
}
END_TEST

static double
cpu_seconds(void)
{
    struct timespec t = {0};
    clockid_t clock;

    if (clock_getcpuclockid(site.pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
        kit_fail("no CPU clock of the server");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* No new descriptor, or as many as it likes: what is open stays. */
static void
limit_descriptors(rlim_t most)
{
    struct rlimit limit;

    expect(prlimit(site.pid, RLIMIT_NOFILE, NULL, &limit) == 0, "prlimit");
    limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
    expect(prlimit(site.pid, RLIMIT_NOFILE, &limit, NULL) == 0, "prlimit");
}

START_TEST(without_descriptors_accepting_pauses)
{
    enum { CLIENTS = 20, SECONDS = 1 };
    struct talk *clients[CLIENTS];
    double used;

    serve(NULL);
    limit_descriptors(3);
    for (int i = 0; i < CLIENTS; i++)
        clients[i] = caller();
    used = cpu_seconds();
    talk_wait(clients[CLIENTS - 1], kit_now() + SECONDS);
    used = cpu_seconds() - used;
    expect(!talk_has_said(clients[CLIENTS - 1]), "a client is served without a descriptor");
    expect(used < 0.2 * SECONDS, "accepting nobody took %g s of %d s", used, SECONDS);
    limit_descriptors(RLIM_INFINITY);
    for (int i = 0; i < CLIENTS; i++) {
        hear(clients[i], "220 *");
        talk_hang_up(clients[i]);
    }
    serves_others();
}
END_TEST

/* Waiting for clients again may fail as well: then it is tried again a little later. */
START_TEST(accepting_goes_on_though_waiting_fails)
{
    struct fault no_room = {FAULT_epoll_ctl, 2, 1, ENOSPC};
    struct talk *c;

    page_begin();
    serve(NULL);
    page_hide();
    serves_others();
    expect(server_is_at_rest(), "it computes with nobody there");
    limit_descriptors(3);
    page_arm(&no_room);
    c = caller();
    talk_wait(c, kit_now() + 1);
    page_disarm();
    limit_descriptors(RLIM_INFINITY);
    hear(c, "220 *");
    talk_hang_up(c);
    serves_others();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, each_call_for_a_guest_fails_once);
    tcase_add_test(t, each_call_for_a_user_who_changes_files_fails_once);
    tcase_add_test(t, without_descriptors_accepting_pauses);
    tcase_add_test(t, accepting_goes_on_though_waiting_fails);
}

int
main(void)
{
    return page_run("ftp_server and calls that fail", fill);
}
