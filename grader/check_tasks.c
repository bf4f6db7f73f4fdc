/* check_tasks.c: tasks and print_two: their output, their time, and how many threads they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "idle.h"
#include "judge.h"
#include "output.h"
#include "params.h"
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
time_tasks(long tasks, long each)
{
    char number[24], seconds[48];
    const char *const args[] = {"--tasks", number, "--seconds", seconds, NULL};
    struct program p;
    int64_t begin = clock_ms();

    snprintf(number, sizeof number, "%ld", tasks);
    snprintf(seconds, sizeof seconds, "%ld.%03ld", each / 1000, each % 1000);
    judge_stage("running %ld tasks that wait %s s each", tasks, seconds);
    program_start(&p, now.lab, "tasks", args);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    return (long)(clock_ms() - begin);
}

static _Noreturn void
fail_waits(long tasks, long each, long total)
{
    bool one_by_one = total >= tasks * each;

    judge_fail(one_by_one ? V_WRONG_MODEL : V_INCONCLUSIVE,
               "all waits at the same time: far less than half of one by one",
               "%ld tasks of %ld ms took %ld ms%s", tasks, each, total,
               one_by_one ? ", one after another" : ": is this machine very busy?");
}

/* Where waits do not add up, each is longer: to start a program takes time, too, and that must not
 * pass for a wait. */
START_TEST(waits)
{
    bool blocking = now.lab->model == MODEL_BLOCKING;
    long tasks = param("tasks"), each = param("wait") * (blocking ? 1 : 4), total;

    for (int i = 0; i < 3; i++, each *= 4) {
        total = time_tasks(tasks, each);
        judge_waits((double)each * (blocking ? (double)tasks : 1) / 1000);
        if (total < clock_soonest(each))
            judge_fail(V_FAIL, "no task ends before its time", "%ld tasks of %ld ms took %ld ms",
                       tasks, each, total);
        if (blocking && total < tasks * clock_soonest(each))
            judge_fail(V_WRONG_MODEL, "one after another: the waits add up",
                       "%ld tasks of %ld ms took only %ld ms", tasks, each, total);
        if (blocking || total < tasks * each / 2) {
            judge_pass("%ld tasks of %ld ms, %s: %ld ms", tasks, each,
                       blocking ? "one after another" : "at the same time", total);
            return;
        }
        if (i == 2 || (i > 0 && total >= tasks * each))
            fail_waits(tasks, each, total);
    }
}
END_TEST

/* What the system has counted as the processor time of this process's ended children. */
static double
used_so_far(void)
{
    struct rusage r;

    getrusage(RUSAGE_CHILDREN, &r);
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* Computing takes as long as other programs make it take: it is waited for while it wants the
 * processor. */
static void
wait_while_it_computes(struct program *p)
{
    double before = 0, wanted;

    while (!program_wait(p, clock_ms() + PATIENCE_MS) && (wanted = idle_wanted()) > before)
        before = wanted;
}

/* To compute is to use the processor. How much "0.05 s alone" is, a busy machine cannot tell, so
 * the bound is a tenth of it: a sleep uses nearly nothing. */
START_TEST(compute)
{
    char number[16];
    const char *const args[] = {"--tasks", number, "--seconds", "0.05", "--kind", "compute", NULL};
    long tasks = param("tasks");
    struct program p;
    double used;

    snprintf(number, sizeof number, "%ld", tasks);
    judge_stage("running %ld tasks that compute for 0.05 s each", tasks);
    used = used_so_far();
    program_start(&p, now.lab, "tasks", args);
    wait_while_it_computes(&p);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    if (!program_counted(&p, clock_ms() + PATIENCE_MS))
        judge_fail(V_INCONCLUSIVE, "the processor time that the tasks used",
                   "the system had not counted it 10 s after the end; is this machine very busy?");
    used = used_so_far() - used;
    if (output_lines(p.out) != tasks + 1)
        judge_fail(V_FAIL, "a line a task, and the summary", "%d lines for %ld tasks",
                   output_lines(p.out), tasks);
    if (used < 0.005 * (double)tasks)
        judge_fail(V_FAIL, "--kind compute keeps the processor busy",
                   "%ld tasks of 0.05 s used only %.3f s of processor time", tasks, used);
    judge_pass("%ld tasks of 0.05 s used %.3f s of processor time", tasks, used);
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
        size_t n = proctask_read(program_pid(p), tasks, 256);
        most = n > most ? n : most;
    } while (most < enough && !program_wait(p, 0) && look_again(until));
    return most;
}

START_TEST(model)
{
    bool threads = now.lab->model == MODEL_THREADS;
    size_t tasks = (size_t)param("tasks");
    char number[16];
    const char *const args[] = {"--tasks", number, "--seconds", threads ? "2" : "0.3", NULL};
    struct program p;
    size_t most;

    snprintf(number, sizeof number, "%zu", tasks);
    judge_stage("counting threads while %zu tasks wait", tasks);
    program_start(&p, now.lab, "tasks", args);
    most = most_threads(&p, threads ? tasks : 256);
    if (threads && most < tasks)
        judge_fail(V_WRONG_MODEL, "a thread for each task", "%zu threads for %zu tasks", most,
                   tasks);
    if (!threads && most > 1)
        judge_fail(V_WRONG_MODEL, "one thread for all tasks", "%zu threads for %zu tasks", most,
                   tasks);
    judge_pass("%zu thread%s for %zu tasks", most, most == 1 ? "" : "s", tasks);
}
END_TEST

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

const struct check_kind tasks_checks[] = {
    {"tasks.output", &output, false, NULL},
    {"tasks.waits", &waits, false, NULL},
    {"tasks.compute", &compute, false, NULL},
    {"tasks.model", &model, false, NULL},
    {"print_two.output", &two, false, "lab2-threads"},
    {"programs.options", &options, false, NULL},
    {NULL, NULL, false, NULL},
};
