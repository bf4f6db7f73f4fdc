/* Without --writable nothing can be changed; with a full disk, the server says so. */

#include "site.h"

#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>

START_TEST(nothing_can_be_changed)
{
    static const char *const lines[] = {"DELE file",
                                        "MKD new",
                                        "RMD sub",
                                        "RNFR file",
                                        "XMKD new",
                                        "XRMD sub",
                                        "MFMT 20010203040506 file"};
    serve(NULL);
    site_text("file", "text");
    folder_make(site_path("sub"));
    struct talk *c = guest();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(c, "%s", lines[i]);
        hear(c, "55[03] *");
    }
    refused(c, "STOR file", "55[03] *");
    refused(c, "STOR new", "55[03] *");
    refused(c, "APPE file", "55[03] *");
    refused(c, "STOU", "55[03] *");
    say(c, "RNTO new");
    hear(c, "@(503|55[03]) *");
    expect(folder_holds(site_path("file"), "text", 4), "the file was changed");
    expect(folder_count(site_path("%s", "")) == 2, "something was made or removed");
    free(fetch(c, "RETR file", NULL));
}
END_TEST

/* Stores more than there is room for, and hears that; then something that fits. */
static void
overfill(size_t much, const char *reply)
{
    char *bytes = folder_noise(much, 5);
    struct talk *c = binary_guest();
    struct data d;

    d = data_begin(c, PASV);
    say(c, "STOR big");
    hear(c, "150 *");
    for (size_t done = 0; done < much && !talk_has_said(c);) {
        /* The server may stop reading, or hang up, as soon as it has no room. */
        size_t n = talk_send_some(d.talk, bytes + done, much - done < 4096 ? much - done : 4096);

        done += n;
        if (n == 0 && !kit_wait(d.talk->fd, POLLOUT, kit_now() + 0.05))
            continue;
        if (n == 0)
            break;
    }
    talk_finish(d.talk);
    hear(c, reply);
    expect(!folder_has(site_path("big")), "half an upload stands under its name");
    expect(folder_count(site_path("%s", "")) == 0, "it left something behind");
    well(c);
    upload(c, "STOR small", "text", 4);
    expect(folder_holds(site_path("small"), "text", 4), "what fits is not there");
    free(bytes);
    talk_hang_up(c);
}

START_TEST(a_file_too_large_for_the_system)
{
    program_file_limit = 100000;
    serve("--writable");
    overfill(300000, "@(45[12]|552) *");
    serves_others();
}
END_TEST

/* A small file system of this test's own, which goes with its last process; only root may. */
static bool
mount_small_disk(const char *where)
{
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", where, "tmpfs", 0, "size=128k") == 0;
}

START_TEST(a_full_disk)
{
    if (!mount_small_disk(site_path("%s", "")))
        return;
    serve("--writable");
    overfill(1000000, "452 *");
    serves_others();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, nothing_can_be_changed);
    tcase_add_test(t, a_file_too_large_for_the_system);
    tcase_add_test(t, a_full_disk);
}

int
main(void)
{
    return kit_run("ftp_server without leave or room to write", fill, KIT_WHOLE_AND_BYTES);
}
