/* Who may come in: USER, PASS, QUIT, REIN, and what may be said before. */

#include "site.h"

#include <stdio.h>
#include <string.h>

START_TEST(anonymous_may_come_in_with_any_password)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "USER anonymous");
    hear(c, "331 *");
    say(c, "PASS whatever it is");
    hear(c, "230[ -]*");
    say(c, "PWD");
    hear(c, "257 \"/\"*");
    say(c, "QUIT");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(ftp_is_another_name_for_anonymous_or_nobody)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "USER ftp");
    hear(c, "331 *");
    say(c, "PASS x");
    hear(c, "@(230|530)[ -]*");
}
END_TEST

START_TEST(a_name_without_a_password_is_not_enough)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "USER anonymous");
    hear(c, "331 *");
    say(c, "PWD");
    hear(c, "530 *");
    say(c, "LIST");
    hear(c, "530 *");
}
END_TEST

START_TEST(a_password_without_a_name_is_out_of_order)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "PASS secret");
    hear(c, "503 *");
    say(c, "USER anonymous");
    hear(c, "331 *");
}
END_TEST

START_TEST(before_the_login_nothing_else_may_be_done)
{
    static const char *const lines[] = {
        "PWD",    "CWD /",  "CDUP",   "LIST",   "NLST",   "MLSD",   "MLST",   "RETR a",
        "STOR a", "APPE a", "DELE a", "MKD a",  "RMD a",  "RNFR a", "SIZE a", "MDTM a",
        "STOU",   "XPWD",   "XMKD a", "STAT /", "RNTO a", "PASV",   "EPSV",   "PORT 1,2,3,4,5,6"};
    serve("--writable");
    site_text("a", "text");
    struct talk *c = visitor();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        /* PASV and PORT may come before USER or not; what touches files may not. */
        bool data = i >= sizeof lines / sizeof *lines - 3;

        say(c, "%s", lines[i]);
        hear(c, data ? "@(227|229|50?|530) *" : "530 *");
    }
    expect(folder_holds(site_path("a"), "text", 4), "a file was touched without a login");
}
END_TEST

START_TEST(questions_may_come_before_the_login)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "FEAT");
    hear(c, "211-*\n211 *");
    say(c, "SYST");
    hear(c, "215 UNIX Type: L8");
    say(c, "HELP");
    hear(c, "214[ -]*");
    say(c, "NOOP");
    hear(c, "200 *");
    say(c, "OPTS UTF8 ON");
    hear(c, "200 *");
    say(c, "QUIT");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(quit_may_be_the_first_word)
{
    serve(NULL);
    struct talk *c = visitor();

    say(c, "QUIT");
    hear(c, "221[ -]*");
    hear_end(c);
}
END_TEST

START_TEST(rein_goes_back_to_before_the_login)
{
    serve(NULL);
    folder_make(site_path("sub"));
    struct talk *c = guest();

    say(c, "CWD sub");
    hear(c, "250 *");
    say(c, "REIN");
    hear(c, "220 *");
    say(c, "PWD");
    hear(c, "530 *");
    say(c, "USER anonymous");
    hear(c, "331 *");
    say(c, "PASS x");
    hear(c, "230[ -]*");
    say(c, "PWD");
    hear(c, "257 \"/\"*");
}
END_TEST

START_TEST(acct_is_superfluous)
{
    serve(NULL);
    struct talk *c = guest();

    say(c, "ACCT me");
    hear(c, "@(202|502) *");
    well(c);
}
END_TEST

START_TEST(a_user_of_the_file_needs_the_right_password)
{
    serve("--users", site_users());
    struct talk *c = visitor();

    say(c, "USER ada");
    hear(c, "331 *");
    say(c, "PASS lovelace");
    hear(c, "230[ -]*");
    well(c);
}
END_TEST

START_TEST(anonymous_still_may_beside_the_users_of_the_file)
{
    serve("--users", site_users());
    well(guest());
}
END_TEST

START_TEST(no_anonymous_means_that)
{
    serve("--no-anonymous", "--users", site_users());
    struct talk *c = visitor();

    say(c, "USER anonymous");
    /* The name may be refused at once, or as if the password were wrong. */
    if (strncmp(hear(c, "@(331|530) *"), "331", 3) == 0) {
        say(c, "PASS me@");
        hear(c, "530 *");
    }
    say(c, "PWD");
    hear(c, "530 *");
    say(c, "USER ada");
    hear(c, "331 *");
    say(c, "PASS lovelace");
    hear(c, "230[ -]*");
}
END_TEST

START_TEST(a_failed_login_takes_the_old_one_away_or_leaves_it_whole)
{
    serve("--users", site_users());
    struct talk *c = guest();

    say(c, "USER ada");
    /* RFC 959 lets a server refuse a second USER, or begin the login anew. */
    if (strncmp(hear(c, "@(331|230|503|530) *"), "331", 3) == 0) {
        say(c, "PWD");
        hear(c, "530 *");
    } else {
        well(c);
    }
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, anonymous_may_come_in_with_any_password);
    tcase_add_test(t, ftp_is_another_name_for_anonymous_or_nobody);
    tcase_add_test(t, a_name_without_a_password_is_not_enough);
    tcase_add_test(t, a_password_without_a_name_is_out_of_order);
    tcase_add_test(t, before_the_login_nothing_else_may_be_done);
    tcase_add_test(t, questions_may_come_before_the_login);
    tcase_add_test(t, quit_may_be_the_first_word);
    tcase_add_test(t, rein_goes_back_to_before_the_login);
    tcase_add_test(t, acct_is_superfluous);
    tcase_add_test(t, a_user_of_the_file_needs_the_right_password);
    tcase_add_test(t, anonymous_still_may_beside_the_users_of_the_file);
    tcase_add_test(t, no_anonymous_means_that);
    tcase_add_test(t, a_failed_login_takes_the_old_one_away_or_leaves_it_whole);
}

int
main(void)
{
    return kit_run("ftp_server login", fill, KIT_WHOLE_AND_BYTES);
}
