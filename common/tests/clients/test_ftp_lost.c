/* ftp_client and servers that vanish, or say nothing: it must say so, in one line and in time. */

#include "fake.h"
#include "site.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct fake f;

static const char *
here(const char *name)
{
    return folder_path("work/%s", name);
}

/* It fails, in one line, and there is no file. */
static void
says(const char *pattern)
{
    char line[256];
    struct program p;
    double begin = kit_now();
    int status;

    program_start(&p, (const char *const[]){"ftp_client", "get", "--timeout", "3",
                                            fake_url(&f, "file"), NULL});
    status = fake_serve(&f, &p);
    expect(status == 1, "exit %d", status);
    snprintf(line, sizeof line, "ftp_client: %s: %s", fake_url(&f, "file"), pattern);
    program_complains(&p, line);
    expect(!folder_has(here("file")), "there is a file");
    expect(kit_now() - begin < 15, "it took %.1f s to give up", kit_now() - begin);
}

START_TEST(a_server_that_vanishes)
{
    static const char *const verbs[] = {"USER", "PASS", "TYPE", "EPSV", "RETR"};

    for (size_t i = 0; i < 2 * sizeof verbs / sizeof *verbs; i++) {
        fake_begin(&f);
        fake_answer(&f, verbs[i / 2], i % 2 == 0 ? FAKE_HANGS_UP : FAKE_RESETS);
        says("?*");
        close(f.listener);
    }
}
END_TEST

START_TEST(a_server_that_vanishes_at_once)
{
    fake_begin(&f);
    f.greeting = FAKE_HANGS_UP;
    says("?*");
    f.greeting = FAKE_RESETS;
    says("?*");
}
END_TEST

START_TEST(a_server_that_vanishes_in_its_data)
{
    fake_begin(&f);
    f.file = "0123456789";
    f.length = 10;
    f.cut = 4;
    f.closing = FAKE_HANGS_UP;
    says("?*");
    expect(folder_holds(here("file.part"), "0123", 4), "what came was not kept in file.part");
}
END_TEST

START_TEST(nobody_listens)
{
    fake_begin(&f);
    close(f.listener);
    f.listener = talk_listen("127.0.0.1", &(unsigned){0}); /* for the loop to watch */
    says("?*");
}
END_TEST

START_TEST(a_server_that_never_answers)
{
    static const char *const verbs[] = {NULL, "USER", "EPSV", "RETR"};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && !kit_bytewise; i++) {
        struct program p;
        double begin = kit_now();

        fake_begin(&f);
        if (verbs[i] != NULL)
            fake_answer(&f, verbs[i], FAKE_SILENCE);
        else
            f.greeting = FAKE_SILENCE;
        program_start(&p, (const char *const[]){"ftp_client", "get", "--timeout", "1",
                                                fake_url(&f, "file"), NULL});
        expect(fake_serve(&f, &p) == 1, "not exit 1");
        program_complains(&p, "ftp_client: ftp://*/file: ?*");
        expect(kit_now() - begin > 0.9 && kit_now() - begin < 10, "--timeout 1 took %.1f s",
               kit_now() - begin);
        close(f.listener);
    }
}
END_TEST

START_TEST(a_421_in_the_middle)
{
    static const char *const verbs[] = {"USER", "TYPE", "EPSV", "RETR"};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        fake_begin(&f);
        fake_answer(&f, verbs[i], "421 Going down.\r\n");
        says("421 Going down*");
        close(f.listener);
    }
}
END_TEST

START_TEST(told_to_stop)
{
    struct program p;
    int status;
    struct talk *c;

    fake_begin(&f);
    program_start(&p, (const char *const[]){"ftp_client", "get", fake_url(&f, "file"), NULL});
    c = talk_adopt(talk_accept(f.listener), "server");
    program_signal(&p, SIGINT);
    status = program_wait(&p);
    expect(status != 0 && status % PROGRAM_SIGNALLED != SIGSEGV, "status %d", status);
    expect(!folder_has(here("file")), "there is a file");
    talk_hang_up(c);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_server_that_vanishes);
    tcase_add_test(t, a_server_that_vanishes_at_once);
    tcase_add_test(t, a_server_that_vanishes_in_its_data);
    tcase_add_test(t, nobody_listens);
    tcase_add_test(t, a_server_that_never_answers);
    tcase_add_test(t, a_421_in_the_middle);
    tcase_add_test(t, told_to_stop);
}

int
main(void)
{
    return kit_run("ftp_client and servers that vanish", fill, KIT_WHOLE_AND_BYTES);
}
