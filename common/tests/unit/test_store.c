/* The one door to files: names in, descriptors under the served directory out. */

#include "folder.h"
#include "kit.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int root;

/* root/{a, sub/b, loop, in -> sub, out -> ../secret, absolute -> /etc, fifo}, and secret/key */
static void
lay(void)
{
    folder_make(folder_path("root"));
    folder_make(folder_path("root/sub"));
    folder_make(folder_path("secret"));
    folder_text(folder_path("secret/key"), "secret");
    folder_text(folder_path("root/a"), "text of a");
    folder_text(folder_path("root/sub/b"), "text of b");
    ck_assert(symlink("sub", folder_path("root/in")) == 0);
    ck_assert(symlink("../secret", folder_path("root/out")) == 0);
    ck_assert(symlink("../../secret/key", folder_path("root/sub/key")) == 0);
    ck_assert(symlink("/etc", folder_path("root/absolute")) == 0);
    ck_assert(symlink("loop", folder_path("root/loop")) == 0);
    ck_assert(symlink("../a", folder_path("root/sub/up")) == 0);
    ck_assert(mkfifo(folder_path("root/fifo"), 0600) == 0);
    root = store_open_root(folder_path("root"));
    ck_assert_int_ge(root, 0);
}

static void
leads(const char *from, const char *name, const char *expected)
{
    char path[STORE_PATH];

    ck_assert_int_eq(store_path(path, from, name), 0);
    ck_assert_str_eq(path, expected);
}

START_TEST(names_become_clean_paths)
{
    leads("/", "a", "/a");
    leads("/", "", "/");
    leads("/sub", "", "/sub");
    leads("/sub", "b", "/sub/b");
    leads("/sub", "/a", "/a");
    leads("/sub", "..", "/");
    leads("/sub/x", "../y", "/sub/y");
    leads("/", "..", "/");
    leads("/", "../../../etc/passwd", "/etc/passwd");
    leads("/a", "./b/.//c/", "/a/b/c");
    leads("/a", "b/../../..", "/");
    leads("/", "...", "/...");
    leads("/", "a/..b/.c", "/a/..b/.c");
}
END_TEST

START_TEST(names_that_are_too_long)
{
    char path[STORE_PATH];
    static char name[2 * STORE_PATH];

    memset(name, 'x', NAME_MAX + 1);
    ck_assert_int_eq(store_path(path, "/", name), -1);
    ck_assert_int_eq(errno, ENAMETOOLONG);
    name[NAME_MAX] = '\0';
    ck_assert_int_eq(store_path(path, "/", name), 0);
    for (size_t i = 0; i < sizeof name - 1; i++)
        name[i] = i % 2 == 0 ? '/' : 'x';
    ck_assert_int_eq(store_path(path, "/", name), -1);
    ck_assert_int_eq(errno, ENAMETOOLONG);
    for (size_t length = STORE_PATH - 3; length <= STORE_PATH + 1; length++) {
        name[length] = '\0';
        if (store_path(path, "/", name) == 0)
            ck_assert_uint_lt(strlen(path), STORE_PATH);
        name[length] = length % 2 == 0 ? '/' : 'x';
    }
}
END_TEST

static void
opens(const char *path, const char *content)
{
    char bytes[64] = "";
    struct stat st;
    int file = store_open(root, path, &st);

    ck_assert_msg(file >= 0, "%s: %s", path, strerror(errno));
    ck_assert_int_eq(st.st_size, strlen(content));
    ck_assert_int_ge(read(file, bytes, sizeof bytes - 1), 0);
    ck_assert_str_eq(bytes, content);
    close(file);
}

static void
refuses(const char *path, int error)
{
    struct stat st;
    int file = store_open(root, path, &st);
    int was = errno;

    ck_assert_msg(file < 0, "%s was opened", path);
    ck_assert_msg(was == error, "%s: %s", path, strerror(was));
}

START_TEST(regular_files_inside_are_opened)
{
    lay();
    opens("/a", "text of a");
    opens("/sub/b", "text of b");
    opens("/in/b", "text of b");
    opens("/in/up", "text of a");
}
END_TEST

START_TEST(nothing_else_is)
{
    lay();
    refuses("/nothing", ENOENT);
    refuses("/nothing/a", ENOENT);
    refuses("/a/b", ENOTDIR);
    refuses("/sub", EISDIR);
    refuses("/", EISDIR);
    refuses("/in", EISDIR);
    refuses("/fifo", ENXIO);
    refuses("/loop", ELOOP);
    refuses("/loop/a", ELOOP);
    refuses("/out", EXDEV);
    refuses("/out/key", EXDEV);
    refuses("/sub/key", EXDEV);
    refuses("/in/key", EXDEV);
    refuses("/absolute", EXDEV);
    refuses("/absolute/passwd", EXDEV);
}
END_TEST

START_TEST(nothing_outside_is_looked_at_or_listed)
{
    struct stat st;

    lay();
    ck_assert_int_eq(store_stat(root, "/out/key", &st), -1);
    ck_assert_int_eq(store_stat(root, "/out", &st), -1);
    ck_assert_ptr_null(store_open_directory(root, "/out"));
    ck_assert_ptr_null(store_open_directory(root, "/absolute"));
    ck_assert_ptr_null(store_open_directory(root, "/a"));
    ck_assert_int_eq(store_stat(root, "/in", &st), 0);
    ck_assert(S_ISDIR(st.st_mode));
}
END_TEST

START_TEST(nothing_outside_is_changed)
{
    lay();
    ck_assert_int_eq(store_remove(root, "/out/key"), -1);
    ck_assert_int_eq(store_make_directory(root, "/out/made"), -1);
    ck_assert_int_eq(store_rename(root, "/a", "/out/a"), -1);
    ck_assert_int_eq(store_rename(root, "/out/key", "/key"), -1);
    ck_assert_int_eq(store_set_time(root, "/sub/key", 0), -1);
    ck_assert_int_eq(store_open_write(root, "/sub/key", 0), -1);
    ck_assert_ptr_null(store_upload_begin(root, "/out/new"));
    ck_assert_ptr_null(store_upload_begin(root, "/sub/key"));
    ck_assert(folder_holds(folder_path("secret/key"), "secret", 6));
    ck_assert_int_eq(folder_count(folder_path("secret")), 1);
    ck_assert_int_eq(store_remove(root, "/out"), 0); /* the link itself is inside */
    ck_assert(folder_holds(folder_path("secret/key"), "secret", 6));
}
END_TEST

START_TEST(the_root_itself_stays)
{
    lay();
    ck_assert_int_eq(store_remove_directory(root, "/"), -1);
    ck_assert_int_eq(store_rename(root, "/", "/b"), -1);
    ck_assert_int_eq(store_remove(root, "/"), -1);
    ck_assert_int_eq(store_make_directory(root, "/"), -1);
}
END_TEST

START_TEST(an_upload_that_is_kept)
{
    struct store_upload *u;

    lay();
    u = store_upload_begin(root, "/a");
    ck_assert_ptr_nonnull(u);
    ck_assert_int_eq(write(u->file, "new", 3), 3);
    ck_assert(folder_holds(folder_path("root/a"), "text of a", 9));
    ck_assert_int_eq(store_upload_keep(u), 0);
    ck_assert(folder_holds(folder_path("root/a"), "new", 3));
    ck_assert_int_eq(folder_count(folder_path("root")), 7);
}
END_TEST

START_TEST(an_upload_that_is_dropped)
{
    struct store_upload *u;

    lay();
    u = store_upload_begin(root, "/sub/new");
    ck_assert_ptr_nonnull(u);
    ck_assert_int_eq(write(u->file, "new", 3), 3);
    store_upload_drop(u);
    ck_assert_int_eq(folder_count(folder_path("root/sub")), 3);
    ck_assert_ptr_null(store_upload_begin(root, "/sub"));
    ck_assert_ptr_null(store_upload_begin(root, "/nothing/new"));
    ck_assert_ptr_null(store_upload_begin(root, "/"));
    ck_assert_ptr_null(store_upload_begin(root, "/fifo"));
}
END_TEST

START_TEST(writing_in_place)
{
    int file;

    lay();
    file = store_open_write(root, "/a", 4);
    ck_assert_int_eq(write(file, "!", 1), 1);
    close(file);
    ck_assert(folder_holds(folder_path("root/a"), "text!of a", 9));
    file = store_open_write(root, "/a", -1);
    ck_assert_int_eq(write(file, "?", 1), 1);
    close(file);
    ck_assert(folder_holds(folder_path("root/a"), "text!of a?", 10));
    ck_assert_int_eq(store_open_write(root, "/a", 11), -1);
    ck_assert_int_eq(errno, EINVAL);
    ck_assert_int_eq(store_open_write(root, "/fifo", -1), -1);
    ck_assert_int_eq(store_open_write(root, "/sub", -1), -1);
    file = store_open_write(root, "/new", -1);
    ck_assert_int_ge(file, 0);
    close(file);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, names_become_clean_paths);
    tcase_add_test(t, names_that_are_too_long);
    tcase_add_test(t, regular_files_inside_are_opened);
    tcase_add_test(t, nothing_else_is);
    tcase_add_test(t, nothing_outside_is_looked_at_or_listed);
    tcase_add_test(t, nothing_outside_is_changed);
    tcase_add_test(t, the_root_itself_stays);
    tcase_add_test(t, an_upload_that_is_kept);
    tcase_add_test(t, an_upload_that_is_dropped);
    tcase_add_test(t, writing_in_place);
}

int
main(void)
{
    return kit_run_unit("store", fill);
}
