/* REST: a download that begins in the middle of the file. */

#include "site.h"

#include <stdlib.h>
#include <string.h>

START_TEST(rest_starts_in_the_middle)
{
    serve(NULL);
    site_text("digits", "0123456789");
    struct talk *c = binary_guest();
    static const struct {
        int at;
        const char *rest;
    } cases[] = {{0, "0123456789"}, {1, "123456789"}, {9, "9"}, {10, ""}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text;

        say(c, "REST %d", cases[i].at);
        hear(c, "350 *");
        text = fetch_by(c, i % WAYS, "RETR digits", NULL);
        expect(strcmp(text, cases[i].rest) == 0, "REST %d gave \"%s\"", cases[i].at, text);
        free(text);
    }
}
END_TEST

/* The next RETR begins at the start of the file. */
static void
is_forgotten(struct talk *c)
{
    char *text = fetch(c, "RETR digits", NULL);

    expect(strcmp(text, "0123456789") == 0, "REST 4 is not forgotten: \"%s\"", text);
    free(text);
}

START_TEST(rest_is_for_the_next_transfer_only)
{
    serve(NULL);
    site_text("digits", "0123456789");
    struct talk *c = binary_guest();

    say(c, "REST 4");
    hear(c, "350 *");
    free(fetch(c, "RETR digits", NULL));
    is_forgotten(c);
}
END_TEST

START_TEST(rest_of_a_failed_transfer_is_gone_too)
{
    serve(NULL);
    site_text("digits", "0123456789");
    struct talk *c = binary_guest();

    say(c, "REST 4");
    hear(c, "350 *");
    refused(c, "RETR nothing", "550 *");
    is_forgotten(c);
}
END_TEST

START_TEST(rest_behind_the_end_is_refused)
{
    serve(NULL);
    site_text("digits", "0123456789");
    struct talk *c = binary_guest();

    say(c, "REST 11");
    hear(c, "350 *");
    refused(c, "RETR digits", "55[0-4] *");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, rest_starts_in_the_middle);
    tcase_add_test(t, rest_is_for_the_next_transfer_only);
    tcase_add_test(t, rest_of_a_failed_transfer_is_gone_too);
    tcase_add_test(t, rest_behind_the_end_is_refused);
}

int
main(void)
{
    return kit_run("ftp_server restarts", fill, KIT_WHOLE_AND_BYTES);
}
