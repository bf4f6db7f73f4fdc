/* One step at a time, between a file and a socket that does not wait. */

#include "folder.h"
#include "kit.h"
#include "transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ours, theirs;

static int
open_file(const char *bytes, size_t n)
{
    folder_write(folder_path("file"), bytes, n);
    return open(folder_path("file"), O_RDONLY);
}

/* Steps until it is done, the other end reading whenever a step cannot move; returns what it got.
 */
static char *
send_all(struct transfer *t, size_t budget, size_t *n)
{
    char *got = malloc(8 * 1024 * 1024);
    enum step result;

    *n = 0;
    do {
        ssize_t some;

        result = transfer_step(t, ours, budget);
        if (result == STEP_DONE)
            shutdown(ours, SHUT_WR);
        while (result != STEP_MORE && (some = read(theirs, got + *n, 1000)) > 0)
            *n += some;
    } while (result == STEP_MORE || result == STEP_WAIT);
    ck_assert_int_eq(result, STEP_DONE);
    got[*n] = '\0';
    return got;
}

START_TEST(a_file_goes_out)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 1048577};
    static const size_t budgets[] = {1000, 65536, 1 << 30};

    for (size_t i = 0; i < 15; i++) {
        size_t size = sizes[i % 5], n;
        char *bytes = folder_noise(size, i);
        struct transfer t = {0};
        char *got;

        kit_pair(&ours, &theirs);
        transfer_send_file(&t, open_file(bytes, size), (off_t)size, false);
        got = send_all(&t, budgets[i / 5], &n);
        ck_assert_uint_eq(n, size);
        ck_assert_mem_eq(got, bytes, size);
        ck_assert_int_eq(t.moved, size);
        transfer_end(&t);
        close(ours);
        close(theirs);
        free(got);
        free(bytes);
    }
}
END_TEST

START_TEST(from_where_the_file_stands)
{
    struct transfer t = {0};
    int file = open_file("0123456789", 10);
    size_t n;
    char *got;

    kit_pair(&ours, &theirs);
    lseek(file, 7, SEEK_SET);
    transfer_send_file(&t, file, 3, false);
    got = send_all(&t, 1, &n);
    ck_assert_str_eq(got, "789");
    transfer_end(&t);
    free(got);
}
END_TEST

START_TEST(a_budget_is_kept_more_or_less)
{
    struct transfer t = {0};
    char *bytes = folder_noise(500000, 1);

    kit_pair(&ours, &theirs);
    transfer_send_file(&t, open_file(bytes, 500000), 500000, false);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_MORE);
    ck_assert_int_le(t.moved, 65536);
    ck_assert_int_gt(t.moved, 0);
    transfer_end(&t);
    free(bytes);
}
END_TEST

START_TEST(lines_grow_on_their_way_out)
{
    enum { LINES = 100000 };
    struct transfer t = {0};
    char *bytes = malloc(2 * LINES);
    size_t at = 0, n, j = 0;
    char *got;

    for (int i = 0; i < LINES; i++) {
        if (i % 3 == 0)
            bytes[at++] = 'x';
        bytes[at++] = '\n';
    }
    kit_pair(&ours, &theirs);
    transfer_send_file(&t, open_file(bytes, at), (off_t)at, true);
    got = send_all(&t, 5000, &n);
    ck_assert_uint_eq(n, at + LINES);
    for (size_t i = 0; i < at; i++) {
        if (bytes[i] == '\n')
            ck_assert_int_eq(got[j++], '\r');
        ck_assert_int_eq(got[j++], bytes[i]);
    }
    transfer_end(&t);
    free(got);
    free(bytes);
}
END_TEST

START_TEST(whose_fault_it_is)
{
    struct transfer t = {0};
    int file;

    signal(SIGPIPE, SIG_IGN);
    kit_pair(&ours, &theirs);
    close(theirs);
    transfer_send_file(&t, open_file("text", 4), 4, false);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_FAILED);
    ck_assert_int_eq(t.fault, TRANSFER_SOCKET);
    transfer_end(&t);
    kit_pair(&ours, &theirs);
    file = open("/dev/full", O_WRONLY);
    if (file < 0)
        return;
    transfer_receive(&t, file, false);
    ck_assert_int_eq(write(theirs, "text", 4), 4);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_FAILED);
    ck_assert_int_eq(t.fault, TRANSFER_LOCAL);
    ck_assert_int_eq(t.error, ENOSPC);
    transfer_end(&t);
}
END_TEST

START_TEST(a_file_that_shrinks_ends_the_transfer)
{
    struct transfer t = {0};
    enum step result;

    kit_pair(&ours, &theirs);
    transfer_send_file(&t, open_file("0123456789", 10), 10, false);
    ck_assert_int_eq(transfer_step(&t, ours, 3), STEP_MORE);
    ck_assert_int_eq(truncate(folder_path("file"), 3), 0);
    for (int i = 0; (result = transfer_step(&t, ours, 3)) == STEP_MORE; i++)
        ck_assert_int_lt(i, 10);
    ck_assert(result == STEP_DONE || result == STEP_FAILED);
    transfer_end(&t);
}
END_TEST

START_TEST(a_text_goes_out)
{
    struct transfer t = {0};
    size_t n;
    char *got;

    kit_pair(&ours, &theirs);
    ck_assert(transfer_send_text(&t, "Hello World!", 12));
    got = send_all(&t, 1, &n);
    ck_assert_str_eq(got, "Hello World!");
    transfer_end(&t);
    transfer_end(&t);
    free(got);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_file_goes_out);
    tcase_add_test(t, from_where_the_file_stands);
    tcase_add_test(t, a_budget_is_kept_more_or_less);
    tcase_add_test(t, lines_grow_on_their_way_out);
    tcase_add_test(t, whose_fault_it_is);
    tcase_add_test(t, a_file_that_shrinks_ends_the_transfer);
    tcase_add_test(t, a_text_goes_out);
}

int
main(void)
{
    return kit_run_unit("transfer", fill);
}
