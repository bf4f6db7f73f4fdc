/* TYPE, MODE, STRU, ALLO, OPTS and their kin: what is offered, what is understood and not offered
 * (504), and what is not understood (501). */

#include "site.h"

struct exchange {
    const char *line;
    const char *reply;
};

static void
converse(const struct exchange *e, size_t n)
{
    serve(NULL);
    struct talk *c = guest();

    for (size_t i = 0; i < n; i++) {
        say(c, "%s", e[i].line);
        hear(c, e[i].reply);
    }
    well(c);
}

START_TEST(type)
{
    static const struct exchange all[] = {
        {"TYPE I", "200 *"},    {"TYPE A", "200 *"},   {"TYPE A N", "200 *"},
        {"TYPE L 8", "200 *"},  {"type i", "200 *"},   {"TYPE a n", "200 *"},
        {"TYPE E", "504 *"},    {"TYPE A T", "504 *"}, {"TYPE L 7", "504 *"},
        {"TYPE X", "50[14] *"}, {"TYPE", "501 *"},     {"TYPE I I I", "50[14] *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(mode)
{
    static const struct exchange all[] = {
        {"MODE S", "200 *"}, {"MODE s", "200 *"},    {"MODE B", "504 *"},
        {"MODE C", "504 *"}, {"MODE X", "50[14] *"}, {"MODE", "501 *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(structure)
{
    static const struct exchange all[] = {
        {"STRU F", "200 *"}, {"STRU f", "200 *"},    {"STRU R", "504 *"},
        {"STRU P", "504 *"}, {"STRU X", "50[14] *"}, {"STRU", "501 *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(allocation_is_superfluous)
{
    static const struct exchange all[] = {{"ALLO 1000", "202 *"}, {"ALLO 1000 R 10", "202 *"}};

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(options)
{
    static const struct exchange all[] = {
        {"OPTS UTF8 ON", "200 *"},     {"opts utf8 on", "200 *"}, {"OPTS UTF8", "@(200|501) *"},
        {"OPTS NOSUCH x", "50[14] *"}, {"OPTS", "501 *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(system)
{
    static const struct exchange all[] = {{"SYST", "215 UNIX Type: L8"}, {"NOOP", "200 *"}};

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(restart_wants_a_number)
{
    static const struct exchange all[] = {
        {"REST 0", "350 *"},
        {"REST 100", "350 *"},
        {"REST -1", "501 *"},
        {"REST abc", "501 *"},
        {"REST 1x", "501 *"},
        {"REST", "501 *"},
        {"REST 99999999999999999999999999", "501 *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(what_clients_probe_is_refused_politely)
{
    static const struct exchange all[] = {
        {"AUTH TLS", "50[0234] *"},
        {"HOST example.org", "@(220|50?) *"},
        {"SITE CHMOD 644 a", "502 *"},
        {"SITE NOSUCH", "50[0124] *"},
        {"SITE HELP", "@(200|211|214|50[0124])[ -]*"},
        {"CLNT tester", "@(200|50[02]) *"},
        {"LANG", "@(200|50[0124]) *"},
        {"SMNT /", "502 *"},
    };

    converse(all, sizeof all / sizeof *all);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, type);
    tcase_add_test(t, mode);
    tcase_add_test(t, structure);
    tcase_add_test(t, allocation_is_superfluous);
    tcase_add_test(t, options);
    tcase_add_test(t, system);
    tcase_add_test(t, restart_wants_a_number);
    tcase_add_test(t, what_clients_probe_is_refused_politely);
}

int
main(void)
{
    return kit_run("ftp_server parameters", fill, KIT_WHOLE_AND_BYTES);
}
