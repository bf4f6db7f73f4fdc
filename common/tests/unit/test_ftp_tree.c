/* From the lines of a listing to jobs: which, in which order, and where it ends. */

#include "folder.h"
#include "ftp_tree.h"
#include "kit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ftp_jobs jobs;

/* A directory whose listing has just come. */
static struct ftp_job *
listed(const char *text, bool has_facts)
{
    struct ftp_job *tree = ftp_jobs_add(&jobs, FTP_TREE);
    const char *why;

    ck_assert(url_parse(&tree->url, "ftp://host/top/", &why));
    folder_text(folder_path("listing"), text);
    tree->file = open(folder_path("listing"), O_RDONLY | O_CLOEXEC);
    tree->has_facts = has_facts;
    ck_assert_ptr_eq(ftp_jobs_take(&jobs), tree);
    tree->state = FTP_JOB_DONE;
    return tree;
}

/* The next job is this one. */
static struct ftp_job *
takes(enum ftp_job_kind kind, const char *path, const char *below)
{
    struct ftp_job *job = ftp_jobs_take(&jobs);

    ck_assert_ptr_nonnull(job);
    ck_assert_int_eq(job->kind, kind);
    ck_assert_str_eq(job->url.path, path);
    ck_assert_pstr_eq(job->below, below);
    return job;
}

START_TEST(facts_become_jobs)
{
    struct ftp_job *tree = listed("type=cdir; .\r\n"
                                  "Type=File;size=3; a b \r\n"
                                  "modify=20260101000000;type=dir;perm=el; sub\r\n"
                                  "type=OS.unix=slink:/etc; link\r\n"
                                  "size=3; type=file; untyped\r\n"
                                  "nonsense\r\n"
                                  "\r\n",
                                  true);

    ftp_tree_grow(&jobs, tree);
    ck_assert_str_eq(tree->error, "");
    takes(FTP_GET, "top/a b ", NULL);
    takes(FTP_TREE, "top/sub/", "sub");
    ck_assert_ptr_null(ftp_jobs_take(&jobs));
    ftp_tree_grow(&jobs, jobs.all[1]); /* a file is no listing */
    ck_assert_uint_eq(jobs.count, 3);
    ftp_jobs_end(&jobs);
}
END_TEST

START_TEST(long_lines_become_jobs)
{
    struct ftp_job *tree = listed("total 3\r\n"
                                  "-rw-r--r--   1 o g    4 Jan  1 00:00  a  name\r\n"
                                  "drwxr-xr-x   2 o g 4096 Jan  1  2020 sub\r\n"
                                  "lrwxrwxrwx   1 o g    3 Jan  1 00:00 link -> /etc\r\n"
                                  "-rw-r--r--   1 o g    4 Jan  1 00:00\r\n"
                                  "-rw-r--r--   1 o g    4 Jan  1 00:00 \r\n",
                                  false);

    ftp_tree_grow(&jobs, tree);
    ck_assert_str_eq(tree->error, "");
    takes(FTP_GET, "top/ a  name", NULL);
    takes(FTP_TREE, "top/sub/", "sub");
    ck_assert_ptr_null(ftp_jobs_take(&jobs));
    ftp_jobs_end(&jobs);
}
END_TEST

START_TEST(what_is_called_as_the_part_of_another_waits_for_it)
{
    struct ftp_job *tree = listed("type=file; x.part.part\r\n"
                                  "type=file; x.part\r\n"
                                  "type=file; y.part\r\n"
                                  "type=file; x\r\n",
                                  true);
    struct ftp_job *job;

    ftp_tree_grow(&jobs, tree);
    takes(FTP_GET, "top/y.part", NULL);
    job = takes(FTP_GET, "top/x", NULL);
    ck_assert_ptr_null(ftp_jobs_take(&jobs));
    job->state = FTP_JOB_FAILED; /* is over, too */
    job = takes(FTP_GET, "top/x.part", NULL);
    ck_assert_ptr_null(ftp_jobs_take(&jobs));
    job->state = FTP_JOB_DONE;
    takes(FTP_GET, "top/x.part.part", NULL);
    ck_assert_ptr_null(ftp_jobs_take(&jobs));
    ftp_jobs_end(&jobs);
}
END_TEST

/* Nobody's part, not its own either: it has its turn, and can then say why it fails. */
START_TEST(a_name_without_room_for_its_part_has_its_turn)
{
    char line[300], path[300];
    struct ftp_job *tree;

    snprintf(line, sizeof line, "type=file; %0*d\r\n", NAME_MAX, 0);
    snprintf(path, sizeof path, "top/%0*d", NAME_MAX, 0);
    tree = listed(line, true);
    ftp_tree_grow(&jobs, tree);
    ck_assert(!ftp_job_begin(takes(FTP_GET, path, NULL)));
}
END_TEST

START_TEST(more_than_may_be_is_said_once)
{
    static const char line[] = "type=dir; d\r\n";
    size_t n = sizeof line - 1;
    char *text = malloc((FTP_TREE_MOST + 10) * n + 1);
    struct ftp_job *first, *second;

    for (int i = 0; i < FTP_TREE_MOST + 10; i++)
        strcpy(text + i * n, line);
    first = listed(text, true);
    second = listed(text, true);
    ftp_tree_grow(&jobs, first);
    ftp_tree_grow(&jobs, second);
    ck_assert_ptr_nonnull(strstr(first->error, "more than 100000"));
    ck_assert_int_eq(first->state, FTP_JOB_FAILED);
    ck_assert_int_eq(second->state, FTP_JOB_DONE);
    ck_assert_uint_eq(jobs.count, FTP_TREE_MOST);
    free(text);
    ftp_jobs_end(&jobs);
}
END_TEST

START_TEST(a_listing_that_cannot_be_read_is_no_empty_one)
{
    struct ftp_job *tree = listed("type=file; a\r\n", true);

    close(tree->file);
    tree->file = open(folder_path("."), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ftp_tree_grow(&jobs, tree);
    ck_assert_int_eq(tree->state, FTP_JOB_FAILED);
    ck_assert_ptr_nonnull(strstr(tree->error, "cannot read the listing"));
    ftp_jobs_end(&jobs);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, facts_become_jobs);
    tcase_add_test(t, long_lines_become_jobs);
    tcase_add_test(t, what_is_called_as_the_part_of_another_waits_for_it);
    tcase_add_test(t, a_name_without_room_for_its_part_has_its_turn);
    tcase_add_test(t, more_than_may_be_is_said_once);
    tcase_add_test(t, a_listing_that_cannot_be_read_is_no_empty_one);
}

int
main(void)
{
    return kit_run_unit("ftp_tree", fill);
}
