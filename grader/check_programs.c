/* check_programs.c: print_two, and what all programs of a lab have in common: --help, wrong
 * options. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "judge.h"
#include "output.h"
#include "text.h"

/* It is over too soon to be seen; but what functions of libraries it calls stands in its file. */
static bool
calls_for_a_thread(void)
{
    static char path[PATH_MAX], out[1 << 16];
    const char *const args[] = {"-D", "--undefined-only", path, NULL};
    struct program nm;

    if (access("/usr/bin/nm", X_OK) != 0)
        return true;
    program_path(path, sizeof path, now.lab, "print_two");
    program_start_tool(&nm, "nm", args);
    if (!program_wait(&nm, clock_ms() + PATIENCE_MS) || nm.status != 0)
        return true;
    program_read(nm.out, out, sizeof out);
    return strstr(out, " pthread_create") != NULL || strstr(out, " thrd_create") != NULL;
}

START_TEST(two)
{
    static const char *const args[] = {NULL};
    char out[256], safe[300];
    struct program p;

    program_start(&p, now.lab, "print_two", args);
    ending_status(&p, 0, "exit status 0");
    program_read(p.out, out, sizeof out);
    if (strcmp(out, "2 and 3\n") != 0)
        judge_fail(V_FAIL, "2 and 3, and a newline", "stdout: %s",
                   text_escape(safe, sizeof safe, out, strlen(out)));
    if (!calls_for_a_thread())
        judge_fail(V_WRONG_MODEL, "a thread prints it", "it never calls pthread_create(3)");
    judge_pass("2 and 3");
}
END_TEST

static void
judge_options(const char *name)
{
    static const char *const help[] = {"--help", NULL}, *const wrong[] = {"--no-such-option", NULL};
    struct program p, q;
    char expected[100];

    snprintf(expected, sizeof expected, "%s --help: text on stdout, exit status 0", name);
    program_start(&p, now.lab, name, help);
    ending_status(&p, 0, expected);
    if (output_lines(p.out) == 0)
        judge_fail(V_FAIL, expected, "nothing on stdout");
    snprintf(expected, sizeof expected, "%s --no-such-option: one line on stderr, exit status 2",
             name);
    program_start(&q, now.lab, name, wrong);
    ending_status(&q, 2, expected);
    if (output_lines(q.err) != 1 || output_lines(q.out) != 0)
        judge_fail(V_FAIL, expected, "%d lines on stderr, %d on stdout", output_lines(q.err),
                   output_lines(q.out));
}

/* --help and a wrong option; programs that are missing fail elsewhere. */
START_TEST(options)
{
    char path[PATH_MAX];
    int n = 0;

    for (const char *const *name = now.lab->programs; *name != NULL; name++) {
        program_path(path, sizeof path, now.lab, *name);
        if (access(path, X_OK) != 0)
            continue;
        judge_options(*name);
        n++;
    }
    if (n == 0)
        program_must_exist(now.lab, now.lab->programs[0]);
    judge_pass("--help and a wrong option, %d programs", n);
}
END_TEST

const struct check_kind programs_checks[] = {
    {"print_two.output", &two, false, "lab2-threads"},
    {"programs.options", &options, false, NULL},
    {NULL, NULL, false, NULL},
};
