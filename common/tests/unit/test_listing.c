/* Listings: their lines, and that a large one comes in pieces. */

#include "folder.h"
#include "kit.h"
#include "listing.h"
#include "store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int root;

static void
lay(void)
{
    struct timespec old[2] = {{.tv_sec = 981173106}, {.tv_sec = 981173106}};

    folder_make(folder_path("root"));
    folder_make(folder_path("root/sub"));
    folder_text(folder_path("root/sub/b.c"), "x");
    folder_text(folder_path("root/old file"), "0123456789");
    chmod(folder_path("root/old file"), 0640);
    utimensat(-1, folder_path("root/old file"), old, 0);
    root = store_open_root(folder_path("root"));
}

/* All of a listing, with how many pieces it came in; NULL and errno when there is none. */
static char *
all_of(const char *path, const char *asked, enum listing_form form, int *pieces)
{
    struct listing_request request = {.root = root,
                                      .path = path,
                                      .asked = asked,
                                      .form = form,
                                      .facts = FACT_ALL,
                                      .only_below = form == LISTING_FACTS};
    struct listing *l = listing_open(&request);
    struct buffer b = {0};
    enum listing_result result;
    char *all;

    if (l == NULL)
        return NULL;
    all = calloc(1, 1 << 20);
    *pieces = 0;
    do {
        result = listing_produce(l, &b);
        ck_assert_uint_lt(buffer_length(&b), 65536);
        if (buffer_length(&b) > 0)
            strncat(all, buffer_bytes(&b), buffer_length(&b));
        buffer_taken(&b, buffer_length(&b));
        ++*pieces;
    } while (result == LISTING_MORE);
    ck_assert_int_eq(result, LISTING_END);
    listing_close(l);
    return all;
}

static void
shows(const char *path, enum listing_form form, const char *part)
{
    int pieces;
    char *all = all_of(path, path + 1, form, &pieces);

    ck_assert_ptr_nonnull(all);
    ck_assert_msg(strstr(all, part) != NULL, "no \"%s\" in: %s", part, all);
    free(all);
}

START_TEST(lines)
{
    lay();
    shows("/", LISTING_LONG, "-rw-r-----");
    shows("/", LISTING_LONG, " 10 Feb  3  2001 old file\r\n");
    shows("/", LISTING_LONG, " sub\r\n");
    shows("/", LISTING_NAMES, "old file\r\n");
    shows("/", LISTING_FACTS, "size=10;");
    shows("/", LISTING_FACTS, "modify=20010203040506;");
    shows("/", LISTING_FACTS, "; old file\r\n");
    shows("/", LISTING_FACTS, "type=dir;");
    shows("/sub", LISTING_LONG, " b.c\r\n");
    shows("/sub/b.c", LISTING_LONG, "b.c\r\n");
    shows("/sub/*.c", LISTING_NAMES, "sub/b.c\r\n");
}
END_TEST

START_TEST(what_cannot_be_listed)
{
    int pieces;

    lay();
    ck_assert_ptr_null(all_of("/nothing", "nothing", LISTING_LONG, &pieces));
    ck_assert_int_eq(errno, ENOENT);
    ck_assert_ptr_null(all_of("/old file/x", "x", LISTING_LONG, &pieces));
    ck_assert_ptr_null(all_of("/old file", "old file", LISTING_FACTS, &pieces));
    ck_assert_int_eq(errno, ENOTDIR);
}
END_TEST

START_TEST(a_large_one_comes_in_pieces)
{
    enum { MANY = 2000 };
    int pieces, n = 0;
    char *all;

    lay();
    for (int i = 0; i < MANY; i++)
        folder_text(folder_path("root/sub/entry-%04d", i), "");
    all = all_of("/sub", "sub", LISTING_LONG, &pieces);
    for (char *at = all; (at = strstr(at, " entry-")) != NULL; at++)
        n++;
    ck_assert_int_eq(n, MANY);
    ck_assert_int_gt(pieces, 10);
    free(all);
}
END_TEST

START_TEST(times_are_utc)
{
    char text[LISTING_TIME_TEXT];

    ck_assert_str_eq(listing_time(text, 0), "19700101000000");
    ck_assert_str_eq(listing_time(text, 981173106), "20010203040506");
    ck_assert_str_eq(listing_time(text, 4102444800), "21000101000000");
}
END_TEST

START_TEST(facts_are_those_asked_for)
{
    char text[LISTING_FACTS_TEXT];
    struct stat st = {.st_mode = S_IFREG | 0644, .st_size = 5000000000, .st_mtime = 981173106};

    ck_assert_str_eq(listing_facts(text, &st, FACT_SIZE, false), "size=5000000000;");
    ck_assert_str_eq(listing_facts(text, &st, FACT_TYPE | FACT_SIZE, false),
                     "type=file;size=5000000000;");
    ck_assert_str_eq(listing_facts(text, &st, 0, false), "");
    ck_assert_ptr_nonnull(strstr(listing_facts(text, &st, FACT_ALL, true), "perm="));
    st.st_mode = S_IFDIR | 0755;
    ck_assert_str_eq(listing_facts(text, &st, FACT_TYPE, false), "type=dir;");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, lines);
    tcase_add_test(t, what_cannot_be_listed);
    tcase_add_test(t, a_large_one_comes_in_pieces);
    tcase_add_test(t, times_are_utc);
    tcase_add_test(t, facts_are_those_asked_for);
}

int
main(void)
{
    return kit_run_unit("listing", fill);
}
