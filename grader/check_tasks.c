/* check_tasks.c: tasks: its output, its time, and how many threads it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ending.h"
#include "judge.h"
#include "output.h"
#include "params.h"
#include "proctask.h"

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
    program_wait(&p, begin + tasks * each + PATIENCE_MS); /* one after another, perhaps */
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

    for (int i = 0; i < 3; i++, each *= 2) {
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

/* Seconds for which the program itself has run so far, without what shuts it in. 0: it has ended.
 */
static double
time_used(pid_t pid)
{
    char path[32], line[1024] = "", *behind;
    unsigned long user = 0, kernel = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    if ((f = fopen(path, "re")) == NULL)
        return 0;
    behind = fgets(line, sizeof line, f) == NULL ? NULL : strrchr(line, ')');
    fclose(f);
    if (behind == NULL ||
        sscanf(behind + 1, " %*c%*d%*d%*d%*d%*d%*u%*u%*u%*u%*u%lu%lu", &user, &kernel) != 2)
        return 0;
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

/* Computing takes as long as other programs make it take: it is waited for while it gets on. */
static double
watch_it_compute(struct program *p)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    double used = 0, t;

    do {
        if ((t = time_used(program_pid(p))) > used) {
            used = t;
            until = clock_ms() + PATIENCE_MS;
        }
    } while (!program_wait(p, 0) && look_again(until));
    return used;
}

static double
time_of(const char *kind, long tasks)
{
    char number[16];
    const char *const args[] = {"--tasks", number, "--seconds", "0.05", "--kind", kind, NULL};
    struct program p;
    double used;

    snprintf(number, sizeof number, "%ld", tasks);
    judge_stage("running %ld tasks that %s for 0.05 s each", tasks, kind);
    program_start(&p, now.lab, "tasks", args);
    used = watch_it_compute(&p);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    if (output_lines(p.out) != tasks + 1)
        judge_fail(V_FAIL, "a line a task, and the summary", "%d lines for %ld tasks",
                   output_lines(p.out), tasks);
    return used;
}

/* To compute is to use the processor. How much "0.05 s alone" is, a busy machine cannot tell, so
 * the bound is a tenth of it, beyond what the same program uses when it only waits: to begin and to
 * end takes time, too. What was not seen at the first time, because the grader itself had to wait,
 * is looked for again. */
START_TEST(compute)
{
    long tasks = param("tasks");
    double used = 0;

    for (int i = 0; i < 3 && used < 0.005 * (double)tasks; i++)
        used = time_of("compute", tasks) - time_of("wait", tasks);
    if (used < 0.005 * (double)tasks)
        judge_fail(
            V_FAIL, "--kind compute keeps the processor busy",
            "%ld tasks of 0.05 s used only %.2f s of processor time more than when they wait",
            tasks, used > 0 ? used : 0);
    judge_pass("%ld tasks of 0.05 s used %.2f s of processor time more than when they wait", tasks,
               used);
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

const struct check_kind tasks_checks[] = {
    {"tasks.output", &output, false, NULL},
    {"tasks.waits", &waits, false, NULL},
    {"tasks.compute", &compute, false, NULL},
    {"tasks.model", &model, false, NULL},
    {NULL, NULL, false, NULL},
};
