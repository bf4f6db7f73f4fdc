#include "kit.h"

#include "folder.h"
#include "program.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ENDINGS = 8, NOTE = 240, NOTES = 64 * 1024, TEST_SECONDS = 120 };

const char *kit_lab;
bool kit_bytewise;

static const char *const lab_names[] = {"lab1-blocking", "lab2-threads", "lab2-async"};
static char bin[PATH_MAX];
static const char *at_file = "?";
static int at_line;
static void (*endings[ENDINGS])(void);
static int ending_count;
static char notes[NOTES];
static size_t noted;

double
kit_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

double
kit_deadline(void)
{
    return kit_now() + KIT_PATIENCE;
}

void
kit_pair(int *ours, int *theirs)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) != 0)
        kit_fail("socketpair: %s", strerror(errno));
    *ours = pair[0];
    *theirs = pair[1];
}

bool
kit_wait(int fd, short events, double deadline)
{
    for (;;) {
        struct pollfd p = {.fd = fd, .events = events};
        double left = deadline - kit_now();
        int n = poll(&p, 1, left > 0 ? (int)(left * 1000) + 1 : 0);

        if (n > 0)
            return true;
        if (n == 0 && left <= 0)
            return false;
        if (n < 0 && errno != EINTR)
            kit_fail("poll: %s", strerror(errno));
    }
}

bool
kit_serves_in_turn(void)
{
    return strcmp(kit_lab, "lab1-blocking") == 0;
}

void
kit_program_path(char *path, size_t size, const char *program)
{
    snprintf(path, size, "%s/%s/%s", bin, kit_lab, program);
}

void
kit_at(const char *file, int line)
{
    const char *slash = strrchr(file, '/');

    at_file = slash != NULL ? slash + 1 : file;
    at_line = line;
}

void
kit_at_end(void (*end)(void))
{
    for (int i = 0; i < ending_count; i++)
        if (endings[i] == end)
            return;
    endings[ending_count++] = end;
}

static void
note_char(char c)
{
    if (noted < NOTES - 1)
        notes[noted++] = c;
}

void
kit_note(const char *who, char direction, const char *bytes, size_t n)
{
    char escaped[5];

    if (noted > NOTES - 5 * NOTE) { /* keep the later half, which is what a failure is about */
        memmove(notes, notes + noted / 2, noted - noted / 2);
        noted -= noted / 2;
    }
    for (const char *p = who; *p != '\0'; p++)
        note_char(*p);
    note_char(' ');
    note_char(direction);
    note_char(' ');
    for (size_t i = 0; i < n && i < NOTE; i++) {
        unsigned char c = bytes[i];

        snprintf(escaped, sizeof escaped, c < 32 || c == 127 ? "\\x%02x" : "%c", c);
        for (const char *p = escaped; *p != '\0'; p++)
            note_char(*p);
    }
    for (int i = 0; n > NOTE && i < 3; i++)
        note_char('.');
    note_char('\n');
}

void
kit_fail(const char *format, ...)
{
    char message[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fprintf(stderr, "---- %s%s, %s:%d: %s\n%.*s", kit_lab != NULL ? kit_lab : "common",
            kit_bytewise ? ", byte by byte" : "", at_file, at_line, message, (int)noted, notes);
    program_show_errors();
    fprintf(stderr, "----\n");
    ck_abort_msg("%s:%d: %s", at_file, at_line, message);
}

static void
end_test(void)
{
    while (ending_count > 0)
        endings[--ending_count]();
}

static int
run_suite(const char *name, void (*fill)(TCase *), void (*begin)(void))
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create(name);
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_checked_fixture(tests, begin, end_test);
    fill(tests);
    suite_add_tcase(suite, tests);
    folder_begin_run();
    srunner_run_all(runner, CK_ENV);
    folder_end_run();
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    fflush(stdout);
    return failed;
}

static void
begin_test(void)
{
    signal(SIGPIPE, SIG_IGN);
}

static int
run_lab(const char *subject, void (*fill)(TCase *), enum kit_modes modes)
{
    char name[128];
    int failed = 0;

    for (int mode = KIT_WHOLE; mode <= (int)modes; mode++) {
        kit_bytewise = mode == KIT_WHOLE_AND_BYTES;
        snprintf(name, sizeof name, "%s, %s%s", subject, kit_lab,
                 kit_bytewise ? ", byte by byte" : "");
        failed += run_suite(name, fill, begin_test);
    }
    return failed;
}

bool
kit_sanitized(const char *with)
{
    const char *sanitizer = getenv("KIT_SANITIZER");

    return sanitizer != NULL && strcmp(sanitizer, with) == 0;
}

int
kit_run(const char *subject, void (*fill)(TCase *), enum kit_modes modes)
{
    const char *only = getenv("KIT_LAB");
    const char *where = getenv("KIT_BIN");
    int failed = 0;

    if (realpath(where != NULL ? where : ".", bin) == NULL) {
        fprintf(stderr, "%s: %s\n", where, strerror(errno));
        return 1;
    }
    for (size_t i = 0; i < sizeof lab_names / sizeof *lab_names; i++) {
        kit_lab = lab_names[i];
        if (only == NULL || *only == '\0' || strcmp(only, kit_lab) == 0)
            failed += run_lab(subject, fill, modes);
    }
    return failed > 0;
}

int
kit_run_unit(const char *subject, void (*fill)(TCase *))
{
    return run_suite(subject, fill, begin_test) > 0;
}
