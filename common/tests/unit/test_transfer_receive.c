/* One step at a time, from a socket that does not wait into a file. */

#include "folder.h"
#include "kit.h"
#include "transfer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ours, theirs;

/* Feeds wire in pieces of that size through TYPE A into a file, which then holds `expected`. */
static void
lines_in(const char *wire, size_t n, size_t piece, const char *expected)
{
    struct transfer t = {0};
    enum step result = STEP_WAIT;

    kit_pair(&ours, &theirs);
    transfer_receive(&t, open(folder_path("in"), O_WRONLY | O_CREAT | O_TRUNC, 0600), true);
    for (size_t done = 0; done < n;) {
        size_t some = n - done < piece ? n - done : piece;

        ck_assert_int_eq(write(theirs, wire + done, some), some);
        done += some;
        while ((result = transfer_step(&t, ours, 100)) == STEP_MORE)
            continue;
        ck_assert_int_eq(result, STEP_WAIT);
    }
    close(theirs);
    while ((result = transfer_step(&t, ours, 100)) == STEP_MORE)
        continue;
    ck_assert_int_eq(result, STEP_DONE);
    transfer_end(&t);
    close(ours);
    ck_assert(folder_holds(folder_path("in"), expected, strlen(expected)));
}

START_TEST(lines_shrink_on_their_way_in)
{
    static const char wire[] = "one\r\ntwo\n\r\n\r\r\nthree\rfour\r\r\r";

    for (size_t piece = 1; piece <= sizeof wire; piece++) {
        lines_in(wire, sizeof wire - 1, piece, "one\ntwo\n\n\r\nthree\rfour\r\r\r");
        lines_in("\r\n", 2, piece, "\n");
        lines_in("\r", 1, piece, "\r");
        lines_in("", 0, piece, "");
    }
}
END_TEST

START_TEST(a_file_comes_in)
{
    enum { SIZE = 300000 };
    struct transfer t = {0};
    char *bytes = folder_noise(SIZE, 2);
    enum step result = STEP_MORE;
    size_t sent = 0;

    kit_pair(&ours, &theirs);
    transfer_receive(&t, open(folder_path("in"), O_WRONLY | O_CREAT, 0600), false);
    while (result == STEP_MORE || result == STEP_WAIT) {
        ssize_t some = write(theirs, bytes + sent, SIZE - sent < 777 ? SIZE - sent : 777);

        sent += some > 0 ? some : 0;
        if (sent == SIZE)
            shutdown(theirs, SHUT_WR);
        result = transfer_step(&t, ours, 1 << 20);
    }
    ck_assert_int_eq(result, STEP_DONE);
    ck_assert_int_eq(t.moved, SIZE);
    transfer_end(&t);
    ck_assert(folder_holds(folder_path("in"), bytes, SIZE));
    free(bytes);
}
END_TEST

START_TEST(nothing_there_is_not_the_end)
{
    struct transfer t = {0};

    kit_pair(&ours, &theirs);
    transfer_receive(&t, open(folder_path("in"), O_WRONLY | O_CREAT, 0600), false);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_WAIT);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_WAIT);
    close(theirs);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_DONE);
    transfer_end(&t);
}
END_TEST

/* Some file systems tell only then that the bytes found no room. */
START_TEST(a_file_that_cannot_be_closed_is_not_there)
{
    struct transfer t = {0};
    int file = open(folder_path("file"), O_WRONLY | O_CREAT, 0600);

    kit_pair(&ours, &theirs);
    transfer_receive(&t, file, false);
    close(file);
    shutdown(theirs, SHUT_WR);
    ck_assert_int_eq(transfer_step(&t, ours, 1000), STEP_FAILED);
    ck_assert_int_eq(t.fault, TRANSFER_LOCAL);
    transfer_end(&t);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, lines_shrink_on_their_way_in);
    tcase_add_test(t, a_file_comes_in);
    tcase_add_test(t, nothing_there_is_not_the_end);
    tcase_add_test(t, a_file_that_cannot_be_closed_is_not_there);
}

int
main(void)
{
    return kit_run_unit("transfer, receiving", fill);
}
