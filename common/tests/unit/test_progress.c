/* The line that shows a transfer, and the file behind it. */

#include "folder.h"
#include "kit.h"
#include "progress.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ftp_job job;

static void
begin(const char *url)
{
    const char *why;

    folder_make(folder_path("here"));
    job = (struct ftp_job){.kind = FTP_GET, .file = -1};
    job.directory = open(folder_path("here"), O_RDONLY | O_DIRECTORY);
    ck_assert(url_parse(&job.url, url, &why));
}

static void
end(void)
{
    close(job.directory);
    ftp_job_end(&job);
}

static void
shows(const char *part, double now, int width)
{
    char line[PROGRESS_LINE];

    progress_line(&job, now, width, line);
    ck_assert_uint_lt(strlen(line), width);
    ck_assert_msg(strstr(line, part) != NULL, "no \"%s\" in \"%s\"", part, line);
}

START_TEST(share_rate_and_time_left)
{
    begin("ftp://host/dir/name.txt");
    job.state = FTP_JOB_RUNS;
    job.moved = 1024;
    job.total = 4096;
    job.started = 100;
    shows("name.txt", 102, 100);
    shows("25%", 102, 100);
    shows("1.0 KiB", 102, 100);
    shows("512 B/s", 102, 100);
    shows("0:06 left", 102, 100);
    job.carried = 512; /* was there before: no speed of ours */
    shows("256 B/s", 102, 100);
    end();
}
END_TEST

START_TEST(whatever_the_numbers)
{
    static const long long totals[] = {-1, 0, 1, 1ll << 62};

    begin("ftp://host/"
          "a-name-that-is-far-too-long-for-any-column-and-goes-on-and-on-and-on-and-on-and-on-and-"
          "on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on");
    job.state = FTP_JOB_RUNS;
    for (int i = 0; i < 4; i++)
        for (int width = 1; width < 200; width += 13) {
            job.total = totals[i];
            job.moved = totals[i] > 0 ? totals[i] - 1 : 0;
            job.started = 0;
            shows("", 5, width);
            job.started = 4;
            shows("", 4, width);
            shows("", 1e9, width);
        }
    end();
}
END_TEST

START_TEST(a_download_gets_its_name_at_the_end)
{
    begin("ftp://host/file");
    ck_assert(ftp_job_begin(&job));
    ck_assert_int_eq(job.state, FTP_JOB_RUNS);
    ck_assert_int_eq(write(job.file, "text", 4), 4);
    ck_assert(folder_has(folder_path("here/file.part")) && !folder_has(folder_path("here/file")));
    ftp_job_finish(&job);
    ck_assert_int_eq(job.state, FTP_JOB_DONE);
    ck_assert(folder_holds(folder_path("here/file"), "text", 4));
    ck_assert_int_eq(folder_count(folder_path("here")), 1);
    end();
}
END_TEST

START_TEST(one_that_failed_does_not)
{
    begin("ftp://host/file");
    ck_assert(ftp_job_begin(&job));
    ck_assert_int_eq(write(job.file, "text", 4), 4);
    ftp_job_fail(&job, "the first %s", "reason\r\n\033[2J");
    ftp_job_fail(&job, "another reason");
    ftp_job_finish(&job);
    ck_assert_int_eq(job.state, FTP_JOB_FAILED);
    ck_assert_str_eq(job.error, "the first reason???[2J");
    ck_assert(!folder_has(folder_path("here/file")));
    ck_assert(folder_holds(folder_path("here/file.part"), "text", 4));
    end();
}
END_TEST

START_TEST(names_that_are_none)
{
    static const char *const urls[] = {"ftp://host/", "ftp://host/..", "ftp://host/a/.",
                                       "ftp://host/a%2f.."};

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        begin(urls[i]);
        ck_assert(!ftp_job_begin(&job));
        ftp_job_finish(&job);
        ck_assert_int_eq(job.state, FTP_JOB_FAILED);
        ck_assert_int_eq(folder_count(folder_path("here")), 0);
        end();
    }
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, share_rate_and_time_left);
    tcase_add_test(t, whatever_the_numbers);
    tcase_add_test(t, a_download_gets_its_name_at_the_end);
    tcase_add_test(t, one_that_failed_does_not);
    tcase_add_test(t, names_that_are_none);
}

int
main(void)
{
    return kit_run_unit("progress and jobs", fill);
}
