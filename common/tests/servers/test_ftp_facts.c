/* SIZE, MDTM, MFMT and FEAT. */

#include "site.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void
set_time(const char *name, time_t t)
{
    struct timespec times[2] = {{.tv_sec = t}, {.tv_sec = t}};

    ck_assert(utimensat(-1, site_path("%s", name), times, 0) == 0);
}

START_TEST(size)
{
    serve(NULL);
    site_text("ten", "0123456789");
    folder_sparse(site_path("huge"), 5000000000);
    folder_make(site_path("sub"));
    struct talk *c = binary_guest();

    say(c, "SIZE ten");
    hear(c, "213 10");
    say(c, "SIZE huge");
    hear(c, "213 5000000000");
    say(c, "SIZE sub");
    hear(c, "550 *");
    say(c, "SIZE nothing");
    hear(c, "550 *");
    say(c, "SIZE");
    hear(c, "501 *");
}
END_TEST

START_TEST(size_is_refused_rather_than_wrong_in_type_a)
{
    serve(NULL);
    site_text("ten", "0123456789");
    struct talk *c = guest();

    say(c, "TYPE A");
    hear(c, "200 *");
    say(c, "SIZE ten");
    hear(c, "550 *");
}
END_TEST

START_TEST(mdtm_is_in_utc)
{
    serve(NULL);
    site_text("file", "x");
    set_time("file", 981173106);
    struct talk *c = guest();

    say(c, "MDTM file");
    hear(c, "213 20010203040506");
    say(c, "MDTM nothing");
    hear(c, "550 *");
    say(c, "MDTM");
    hear(c, "501 *");
}
END_TEST

START_TEST(mfmt_sets_the_time)
{
    struct stat st;
    serve("--writable");
    site_text("file", "x");
    struct talk *c = guest();

    say(c, "MFMT 20010203040506 file");
    hear(c, "213 [Mm]odify=20010203040506; *file");
    stat(site_path("file"), &st);
    expect(st.st_mtime == 981173106, "the file is of %ld", (long)st.st_mtime);
    say(c, "MFMT 20010203040506 nothing");
    hear(c, "550 *");
    say(c, "MFMT 2001 file");
    hear(c, "501 *");
    say(c, "MFMT 20011303040506 file");
    hear(c, "501 *");
    say(c, "MFMT 20010229000000 file"); /* no leap year */
    hear(c, "501 *");
    say(c, "MFMT 20010431000000 file");
    hear(c, "501 *");
    stat(site_path("file"), &st);
    expect(st.st_mtime == 981173106, "what was refused made it %ld", (long)st.st_mtime);
    say(c, "MFMT 20000229000000.25 file");
    hear(c, "213 [Mm]odify=20000229000000; *file");
    say(c, "MFMT 20161231235960 file"); /* a leap second, which POSIX does not count */
    hear(c, "213 [Mm]odify=20170101000000; *file");
    say(c, "MFMT 20010203040506");
    hear(c, "501 *");
}
END_TEST

START_TEST(features_are_those_there_are)
{
    static const char *const features[] = {"EPSV", "EPRT",        "MDTM", "MFMT",
                                           "SIZE", "REST STREAM", "UTF8", "MLST type*;"};
    const char *all;
    serve(NULL);
    struct talk *c = guest();

    say(c, "FEAT");
    all = hear(c, "211-*\n211 *");
    for (const char *line = strchr(all, '\n'); line != NULL; line = strchr(line + 1, '\n'))
        expect(line[1] == ' ' || strncmp(line + 1, "211 ", 4) == 0, "a feature without its space");
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        const char *at = strstr(all, features[i]);

        expect(at != NULL && at[-1] == ' ' && at[-2] == '\n', "%s is not among the features",
               features[i]);
    }
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, size);
    tcase_add_test(t, size_is_refused_rather_than_wrong_in_type_a);
    tcase_add_test(t, mdtm_is_in_utc);
    tcase_add_test(t, mfmt_sets_the_time);
    tcase_add_test(t, features_are_those_there_are);
}

int
main(void)
{
    return kit_run("ftp_server facts", fill, KIT_WHOLE_AND_BYTES);
}
