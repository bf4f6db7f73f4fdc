/* Every call that the client makes fails once, in every way it may: it ends by itself, with status
 * 1 and a line that says why or with 0 and all of its work done; and whatever stands under a file's
 * own name is that file. */
#include "client.h"
#include "page.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BIG = 150 * 1000, SHOWN = 20, MOST_LINES = 2 };

static char *big;
static int tried, came_about, wrong;

struct errand {
    enum fault_story story;
    const char *argv[12];
    bool (*is_done)(const struct client *c);
    bool (*is_clean)(void); /* no wrong file stands anywhere */
};

static bool
is_right_or_absent(const char *path, const char *bytes, size_t n)
{
    return !folder_has(path) || folder_holds(path, bytes, n);
}

static bool
got_both(const struct client *c)
{
    (void)c;
    return folder_has(folder_path("here/big")) && folder_has(folder_path("here/small"));
}

static bool
downloads_are_right(void)
{
    return is_right_or_absent(folder_path("here/big"), big, BIG) &&
           is_right_or_absent(folder_path("here/small"), "small", 5);
}

static bool
put_both(const struct client *c)
{
    (void)c;
    return folder_holds(site_path("up/big"), big, BIG) &&
           folder_holds(site_path("up/small"), "small", 5);
}

/* A connection that ends early looks to the server like the end of the file: so FTP is. */
static bool
nothing_to_say(void)
{
    return true;
}

static bool
listed_both(const struct client *c)
{
    return strstr(c->out, "big\n") != NULL && strstr(c->out, "small\n") != NULL;
}

static void
complain(const struct fault *f, const struct client *c, const char *what)
{
    if (wrong++ < SHOWN)
        fprintf(stderr, "%s: %s: %s; status %d, stderr: %s\n", kit_lab, fault_text(f), what,
                c->status, c->err);
}

/* Each begins with the program's name, as err(3) writes it. */
static bool
tells_why(const char *text)
{
    int lines = 0;

    for (; *text != '\0'; text = strchr(text, '\n') + 1, lines++)
        if (strncmp(text, "ftp_client: ", 12) != 0 || strchr(text, '\n') == NULL)
            return false;
    return lines >= 1 && lines <= MOST_LINES;
}

static void
forget_files(void)
{
    static const char *const names[] = {"here/big",        "here/small",  "here/big.part",
                                        "here/small.part", "root/up/big", "root/up/small"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(folder_path("%s", names[i]));
    folder_write(folder_path("here/big.part"), big, BIG / 2);
}

static void
try_fault(const struct errand *e, const struct fault *f)
{
    struct client c;

    tried++;
    forget_files();
    page_arm(f);
    c = client_run(e->argv);
    came_about += page_disarm();
    if (c.status != 0 && c.status != 1)
        complain(f, &c, "it did not end well");
    else if (c.status == 0 && !e->is_done(&c))
        complain(f, &c, "status 0, and not all is done");
    else if (c.status == 0 && c.err[0] != '\0')
        complain(f, &c, "status 0, and words on stderr");
    else if (c.status == 1 && fault_is_harmless(f))
        complain(f, &c, "nothing that should have mattered");
    else if (c.status == 1 && !tells_why(c.err))
        complain(f, &c, "not a line for each failure");
    if (!e->is_clean())
        complain(f, &c, "a wrong file under its own name");
    client_forget(&c);
}

static void
try_errand(const struct errand *e)
{
    struct fault nothing = {0};
    struct fault_walk walk;
    struct fault f;

    page_begin();
    try_fault(e, &nothing);
    expect(wrong == 0, "without faults it fails, too");
    fault_walk_begin(&walk, e->story);
    while (fault_walk_next(&walk, &f))
        try_fault(e, &f);
    page_hide();
    fprintf(stderr, "%s: %s: %d faults, %d came about\n", kit_lab, e->argv[1], tried, came_about);
    expect(wrong == 0, "%d of %d faults did harm", wrong, tried);
    expect(came_about > tried / 2, "only %d of %d faults came about", came_about, tried);
}

/* The server is the lab's own, and well. */
static void
prepare(void)
{
    serve("--writable", "--idle-timeout", "10");
    big = folder_noise(BIG, 1);
    folder_make(folder_path("here"));
    folder_make(site_path("up"));
    folder_make(folder_path("from"));
    folder_make(site_path("tree"));
    folder_write(site_path("tree/big"), big, BIG);
    folder_text(site_path("tree/small"), "small");
    folder_write(folder_path("from/big"), big, BIG);
    folder_text(folder_path("from/small"), "small");
}

static const char *
url(const char *path)
{
    static char urls[4][128];
    static unsigned next;
    char *text = urls[next++ % 4];

    snprintf(text, sizeof urls[0], "ftp://127.0.0.1:%u/%s", site.port, path);
    return text;
}

START_TEST(fetching)
{
    prepare();
    char *here = strdup(folder_path("here"));
    struct errand get = {
        FAULT_IN_GET,
        {"ftp_client", "get", "--timeout", "2", "-r", "-c", "-o", here, url("tree/"), NULL},
        got_both,
        downloads_are_right};

    try_errand(&get);
    free(here);
}
END_TEST

START_TEST(storing)
{
    prepare();
    char *files[] = {strdup(folder_path("from/big")), strdup(folder_path("from/small"))};
    struct errand put = {
        FAULT_IN_OTHERS,
        {"ftp_client", "put", "--timeout", "2", "--active", files[0], files[1], url("up/"), NULL},
        put_both,
        nothing_to_say};

    try_errand(&put);
    free(files[0]);
    free(files[1]);
}
END_TEST

START_TEST(listing)
{
    prepare();
    struct errand ls = {FAULT_IN_LISTING,
                        {"ftp_client", "ls", "--timeout", "2", url("tree/"), NULL},
                        listed_both,
                        nothing_to_say};

    try_errand(&ls);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, fetching);
    tcase_add_test(t, storing);
    tcase_add_test(t, listing);
}

int
main(void)
{
    return page_run("ftp_client and calls that fail", fill);
}
