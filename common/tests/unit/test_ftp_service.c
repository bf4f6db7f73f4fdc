/* Who may log in. */

#include "folder.h"
#include "ftp_service.h"
#include "kit.h"

#include <crypt.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static struct ftp_service service;

/* Reads a file with this text; what it says on stderr goes to folder file err. */
static bool
reads(const char *text)
{
    bool good;
    int err = dup(2);

    service = (struct ftp_service){.root = -1, .anonymous = true};
    folder_text(folder_path("users"), text);
    dup2(open(folder_path("err"), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
    good = ftp_service_read_users(&service, folder_path("users"));
    dup2(err, 2);
    close(err);
    return good;
}

START_TEST(users_with_their_passwords)
{
    char text[1024];
    size_t n = snprintf(text, sizeof text, "# users\n\nada:%s\n", crypt("lovelace", "$6$salt$"));

    snprintf(text + n, sizeof text - n, "bob:%s\r\nlocked:!\n", crypt("", "$5$salt$"));
    ck_assert(reads(text));
    ck_assert_uint_eq(service.user_count, 3);
    ck_assert_int_eq(ftp_service_admits(&service, "ada", "lovelace"), FTP_ADMITTED);
    ck_assert_int_eq(ftp_service_admits(&service, "ada", "Lovelace"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "ada", "lovelace "), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "ada", ""), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "Ada", "lovelace"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "bob", ""), FTP_ADMITTED);
    ck_assert_int_eq(ftp_service_admits(&service, "bob", "x"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "locked", "!"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "locked", ""), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "nobody", "lovelace"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "", ""), FTP_REFUSED);
    ftp_service_end(&service);
}
END_TEST

/* Seconds of computing that it takes to refuse this name. */
static double
refusing(const char *name)
{
    struct timespec from, to;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    ck_assert_int_eq(ftp_service_admits(&service, name, "wrong"), FTP_REFUSED);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

START_TEST(the_time_tells_no_names)
{
    char text[1024];
    double known;

    snprintf(text, sizeof text, "locked:!\nada:%s\n", crypt("lovelace", "$6$salt$"));
    ck_assert(reads(text));
    known = refusing("ada");
    ck_assert_double_gt(refusing("nobody"), known / 4);
    ck_assert_double_gt(refusing("locked"), known / 4);
    ftp_service_end(&service);
}
END_TEST

/* To hash a password takes memory: without any nobody is called wrong. */
START_TEST(without_memory_nobody_can_tell)
{
    struct rlimit none = {0};
    char text[1024];
    void *rest;

    snprintf(text, sizeof text, "ada:%s\n", crypt("lovelace", "$6$salt$"));
    ck_assert(reads(text));
    setrlimit(RLIMIT_AS, &none);
    do
        rest = malloc(sizeof(struct crypt_data));
    while (rest != NULL);
    ck_assert_int_eq(ftp_service_admits(&service, "ada", "lovelace"), FTP_CANNOT_TELL);
    ck_assert_int_eq(ftp_service_admits(&service, "nobody", "x"), FTP_CANNOT_TELL);
}
END_TEST

START_TEST(anonymous_if_allowed)
{
    service = (struct ftp_service){.root = -1, .anonymous = true};
    ck_assert_int_eq(ftp_service_admits(&service, "anonymous", "x"), FTP_ADMITTED);
    ck_assert_int_eq(ftp_service_admits(&service, "ftp", ""), FTP_ADMITTED);
    ck_assert_int_eq(ftp_service_admits(&service, "Anonymous", "x"), FTP_ADMITTED);
    service.anonymous = false;
    ck_assert_int_eq(ftp_service_admits(&service, "anonymous", "x"), FTP_REFUSED);
    ck_assert_int_eq(ftp_service_admits(&service, "ftp", "x"), FTP_REFUSED);
    ftp_service_end(&service);
}
END_TEST

START_TEST(files_that_are_none)
{
    static const char *const bad[] = {"ada\n", ":hash\n", "ok:!\nada:\n", "a:b:c\n"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *err;

        ck_assert_msg(!reads(bad[i]), "%s is read", bad[i]);
        err = folder_read(folder_path("err"), NULL);
        ck_assert_ptr_nonnull(strstr(err, "users:"));
        ck_assert_str_eq(strchr(err, '\n'), "\n");
        free(err);
        ftp_service_end(&service);
    }
    ck_assert(reads(""));
    ftp_service_end(&service);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, users_with_their_passwords);
    tcase_add_test(t, the_time_tells_no_names);
    if (!kit_sanitized("address")) /* which takes all memory there is */
        tcase_add_test(t, without_memory_nobody_can_tell);
    tcase_add_test(t, anonymous_if_allowed);
    tcase_add_test(t, files_that_are_none);
}

int
main(void)
{
    return kit_run_unit("ftp_service", fill);
}
