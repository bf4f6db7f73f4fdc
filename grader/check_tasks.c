/* check_tasks.c: tasks and print_two: their output, their time, and how many threads they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "judge.h"
#include "output.h"
#include "proctask.h"
#include "text.h"

START_TEST(output)
{
    static const char *const args[] = {"--tasks", "7", "--seconds", "0.02", NULL};
    char out[4096], pattern[64];
    struct program p;
    int first;

    judge_stage("running 7 tasks of 0.02 s");
    program_start(&p, now.lab, "tasks", args);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    program_read(p.out, out, sizeof out);
    first = strstr(out, "Hello there 0\n") == NULL; /* people count from 0 or from 1 */
    for (int i = first; i < first + 7; i++) {
        snprintf(pattern, sizeof pattern, "(^|\n)Hello there %d\n", i);
        output_match(out, pattern, "Hello there and a number, for each of the 7 tasks");
    }
    output_match(out, "\n7 tasks in [0-9]+\\.[0-9]{3} s\n$", "at last: 7 tasks in 0.123 s");
    if (output_lines(p.out) != 8)
        judge_fail(V_FAIL, "7 lines and a summary", "%d lines", output_lines(p.out));
    judge_pass("7 lines and a summary");
}
END_TEST

/* Waits can be prolonged by a busy machine, never shortened. */
static long
time_tasks(const char *seconds)
{
    const char *const args[] = {"--tasks", "10", "--seconds", seconds, NULL};
    struct program p;
    int64_t begin = clock_ms();

    judge_stage("running 10 tasks that wait %s s each", seconds);
    program_start(&p, now.lab, "tasks", args);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    return (long)(clock_ms() - begin);
}

START_TEST(waits)
{
    static const char *const seconds[] = {"0.1", "0.4"};
    long each = 100, total = 0;

    for (int i = 0; i < 2; i++, each *= 4) {
        total = time_tasks(seconds[i]);
        if (total < each - 1)
            judge_fail(V_FAIL, "no task ends before its time", "10 tasks of %ld ms took %ld ms",
                       each, total);
        if (now.lab->model == MODEL_BLOCKING) {
            if (total < 10 * each - 10)
                judge_fail(V_WRONG_MODEL, "one after another: 10 waits take 10 times as long",
                           "10 tasks of %ld ms took %ld ms", each, total);
            judge_pass("10 tasks of %ld ms, one after another: %ld ms", each, total);
            return;
        }
        if (total < 5 * each) {
            judge_pass("10 tasks of %ld ms at the same time: %ld ms", each, total);
            return;
        }
    }
    judge_fail(total >= 4000 ? V_WRONG_MODEL : V_INCONCLUSIVE, "10 waits at the same time",
               "10 tasks of 400 ms took %ld ms", total);
}
END_TEST

/* Looks at the program while tasks wait: until there are enough threads, or it has ended. */
static size_t
most_threads(struct program *p, size_t enough)
{
    static struct proctask tasks[256];
    int64_t until = clock_ms() + PATIENCE_MS;
    size_t most = 0;

    do {
        size_t n = proctask_read(p->pid, tasks, 256);
        most = n > most ? n : most;
    } while (most < enough && !program_wait(p, 0) && look_again(until));
    return most;
}

START_TEST(model)
{
    bool threads = now.lab->model == MODEL_THREADS;
    const char *const args[] = {"--tasks", "6", "--seconds", threads ? "2" : "0.3", NULL};
    struct program p;
    size_t most;

    judge_stage("counting threads while 6 tasks wait");
    program_start(&p, now.lab, "tasks", args);
    most = most_threads(&p, threads ? 6 : 256);
    if (threads && most < 6)
        judge_fail(V_WRONG_MODEL, "a thread for each task", "%zu threads for 6 tasks", most);
    if (!threads && most > 1)
        judge_fail(V_WRONG_MODEL, "one thread for all tasks", "%zu threads for 6 tasks", most);
    judge_pass("%zu thread%s for 6 tasks", most, most == 1 ? "" : "s");
}
END_TEST

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

const struct check_kind tasks_checks[] = {
    {"tasks.output", &output, false, NULL},      {"tasks.waits", &waits, false, NULL},
    {"tasks.model", &model, false, NULL},        {"print_two.output", &two, false, "lab2-threads"},
    {"programs.options", &options, false, NULL}, {NULL, NULL, false, NULL},
};
