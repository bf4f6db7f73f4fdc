/* URLs of files on FTP servers. */

#include "kit.h"
#include "url.h"

static void
is(const char *text, const char *user, const char *password, const char *host, unsigned port,
   const char *path)
{
    struct url u;
    const char *why;

    ck_assert_msg(url_parse(&u, text, &why), "%s: %s", text, why);
    ck_assert_str_eq(u.user, user);
    if (password != NULL)
        ck_assert_str_eq(u.password, password);
    ck_assert_str_eq(u.host, host);
    ck_assert_uint_eq(u.port, port);
    ck_assert_str_eq(u.path, path);
    url_free(&u);
}

START_TEST(the_parts)
{
    is("ftp://host", "anonymous", NULL, "host", 21, "");
    is("ftp://host/", "anonymous", NULL, "host", 21, "");
    is("FTP://host/a/b.txt", "anonymous", NULL, "host", 21, "a/b.txt");
    is("ftp://host:2121/a", "anonymous", NULL, "host", 2121, "a");
    is("ftp://ada@host/a", "ada", NULL, "host", 21, "a");
    is("ftp://ada:secret@host:1/a/", "ada", "secret", "host", 1, "a/");
    is("ftp://ada:@host/", "ada", "", "host", 21, "");
    is("ftp://[::1]:2121/a", "anonymous", NULL, "::1", 2121, "a");
    is("ftp://[::1]/a", "anonymous", NULL, "::1", 21, "a");
    is("ftp://host//etc/x", "anonymous", NULL, "host", 21, "/etc/x");
}
END_TEST

START_TEST(escapes)
{
    is("ftp://a%40b:p%3a%2f@host/x%20y%2Fz%25", "a@b", "p:/", "host", 21, "x y/z%");
    is("ftp://host/gr\303\274n%c3%bc", "anonymous", NULL, "host", 21, "gr\303\274n\303\274");
    is("ftp://host/%2fetc", "anonymous", NULL, "host", 21, "/etc");
}
END_TEST

START_TEST(what_is_no_url)
{
    static const char *const bad[] = {"",
                                      "host",
                                      "http://host/a",
                                      "ftp:/host",
                                      "ftp://",
                                      "ftp:///a",
                                      "ftp://:21/a",
                                      "ftp://host:0/a",
                                      "ftp://host:65536/a",
                                      "ftp://host:x/a",
                                      "ftp://host:21x/a",
                                      "ftp://host:-1/a",
                                      "ftp://[::1/a",
                                      "ftp://[::1]x/a",
                                      "ftp://host/%",
                                      "ftp://host/%2",
                                      "ftp://host/%zz",
                                      "ftp://host/a%0d%0aDELE",
                                      "ftp://host/a%00b",
                                      "ftp://host/\001",
                                      "ftp://us%0aer@host/"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct url u;
        const char *why = NULL;

        ck_assert_msg(!url_parse(&u, bad[i], &why), "%s is one", bad[i]);
        ck_assert_ptr_nonnull(why);
    }
}
END_TEST

static void
name_is(const char *text, const char *name)
{
    struct url u;
    const char *why;

    ck_assert(url_parse(&u, text, &why));
    ck_assert_str_eq(url_name(&u), name);
    url_free(&u);
}

START_TEST(the_last_component)
{
    name_is("ftp://host", "");
    name_is("ftp://host/a", "a");
    name_is("ftp://host/a/b", "b");
    name_is("ftp://host/a/", "");
    name_is("ftp://host/a%2f..%2fb", "b");
    name_is("ftp://host/..", "..");
}
END_TEST

START_TEST(what_is_shown_has_no_password)
{
    struct url u;
    const char *why;

    ck_assert(url_parse(&u, "ftp://ada:secret@host:21/a%20b", &why));
    ck_assert_str_eq(u.text, "ftp://ada@host:21/a%20b");
    url_free(&u);
    ck_assert(url_parse(&u, "ftp://host/a:b@c", &why));
    ck_assert_str_eq(u.text, "ftp://host/a:b@c");
    ck_assert_str_eq(u.host, "host");
    url_free(&u);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, the_parts);
    tcase_add_test(t, escapes);
    tcase_add_test(t, what_is_no_url);
    tcase_add_test(t, the_last_component);
    tcase_add_test(t, what_is_shown_has_no_password);
}

int
main(void)
{
    return kit_run_unit("url", fill);
}
