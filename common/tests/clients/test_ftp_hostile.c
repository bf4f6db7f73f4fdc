/* Names that are to lead a client out of its directory, from the URL and from what stands there. */

#include "fake.h"
#include "site.h"

#include <string.h>

static struct fake f;

static int
get_into_directory(const char *path)
{
    struct program p;

    folder_make(folder_path("into"));
    program_start(&p, (const char *const[]){"ftp_client", "get", "-o", folder_path("into"),
                                            fake_url(&f, path), NULL});
    return fake_serve(&f, &p);
}

START_TEST(names_that_lead_out)
{
    static const char *const paths[] = {
        "..", "a/..", "%2e%2e", "a%2f..%2f..%2fescaped", "..%2fescaped", "%2fescaped", "."};

    fake_begin(&f);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        get_into_directory(paths[i]); /* it may refuse the name, or take its last part */
        expect(!folder_has(folder_path("escaped")) && !folder_has(folder_path("escaped.part")) &&
                   !folder_has("/escaped") && !folder_has(folder_path("work/escaped")),
               "%s led out", paths[i]);
        expect(!folder_has(folder_path("...part")) && !folder_has(folder_path("into.part")),
               "%s led out", paths[i]);
    }
}
END_TEST

START_TEST(a_directory_of_that_name)
{
    fake_begin(&f);
    folder_make(folder_path("into"));
    folder_make(folder_path("into/file"));
    expect(get_into_directory("file") == 1, "not exit 1");
}
END_TEST

START_TEST(no_name_at_all)
{
    fake_begin(&f);
    int status = get_into_directory("");

    expect(status == 1 || status == 2, "exit %d", status);
    expect(folder_count(folder_path("into")) == 0, "there is something");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, names_that_lead_out);
    tcase_add_test(t, a_directory_of_that_name);
    tcase_add_test(t, no_name_at_all);
}

int
main(void)
{
    return kit_run("ftp_client and names that lead out", fill, KIT_WHOLE);
}
