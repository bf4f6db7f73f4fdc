/* Passwords, most of them wrong: answered late, but nobody else waits; a few end the session. */

#include "site.h"

#include <stdio.h>
#include <string.h>

static void
fail_once(struct talk *c, const char *name, const char *password)
{
    say(c, "USER %s", name);
    hear(c, "331 *");
    say(c, "PASS %s", password);
    hear(c, "530 *");
}

START_TEST(a_wrong_password_is_answered_late)
{
    serve("--users", site_users());
    struct talk *c = visitor();
    double start = kit_now();

    fail_once(c, "ada", "wrong");
    expect(kit_now() - start > 0.1, "a wrong password was answered at once");
    say(c, "PWD");
    hear(c, "530 *");
}
END_TEST

START_TEST(an_unknown_user_looks_like_a_wrong_password)
{
    serve("--users", site_users());
    struct talk *c = visitor();

    fail_once(c, "nobody-of-that-name", "x");
}
END_TEST

START_TEST(a_locked_account_stays_locked)
{
    serve("--users", site_users());
    struct talk *c = visitor();

    fail_once(c, "locked", "!");
    fail_once(c, "locked", "");
}
END_TEST

START_TEST(a_few_failures_end_the_session)
{
    serve("--users", site_users());
    struct talk *c = visitor();

    for (int i = 0; i < 10; i++) {
        char *line;

        say(c, "USER ada");
        hear(c, "331 *");
        say(c, "PASS wrong");
        hear(c, "@(530|421)[ -]*");
        say(c, "NOOP");
        line = talk_line(c);
        if (line == NULL || strncmp(line, "421", 3) == 0)
            return;
        expect(strncmp(line, "200", 3) == 0, "NOOP after a failed login: %s", line);
    }
    kit_fail("ten wrong passwords and the session goes on");
}
END_TEST

START_TEST(others_do_not_wait_for_a_wrong_password)
{
    serve("--users", site_users());
    if (kit_serves_in_turn())
        return;
    struct talk *wrong = visitor();
    struct talk *other = guest();

    say(wrong, "USER ada");
    hear(wrong, "331 *");
    say(wrong, "PASS wrong");
    well(other);
    serves_others();
    expect(!talk_has_said(wrong), "two others took longer than the delay of a wrong password");
    hear(wrong, "530 *");
}
END_TEST

/* Their passwords are hashed at the same time, where that can be. */
START_TEST(right_and_wrong_passwords_at_once)
{
    enum { MANY = 8 };
    struct talk *c[MANY];

    serve("--users", site_users());
    if (kit_serves_in_turn())
        return;
    for (int i = 0; i < MANY; i++) {
        c[i] = visitor();
        say(c[i], "USER ada");
        hear(c[i], "331 *");
    }
    for (int i = 0; i < MANY; i++)
        say(c[i], i % 2 == 0 ? "PASS lovelace" : "PASS wrong");
    for (int i = 0; i < MANY; i++)
        hear(c[i], i % 2 == 0 ? "230 *" : "530 *");
}
END_TEST

START_TEST(who_hangs_up_in_the_delay_costs_nothing)
{
    serve("--users", site_users());
    struct talk *c = visitor();

    say(c, "USER ada");
    hear(c, "331 *");
    say(c, "PASS wrong");
    talk_reset(c);
    serves_others();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_wrong_password_is_answered_late);
    tcase_add_test(t, an_unknown_user_looks_like_a_wrong_password);
    tcase_add_test(t, a_locked_account_stays_locked);
    tcase_add_test(t, a_few_failures_end_the_session);
    tcase_add_test(t, others_do_not_wait_for_a_wrong_password);
    tcase_add_test(t, right_and_wrong_passwords_at_once);
    tcase_add_test(t, who_hangs_up_in_the_delay_costs_nothing);
}

int
main(void)
{
    return kit_run("ftp_server wrong passwords", fill, KIT_WHOLE);
}
