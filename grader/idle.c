/* idle.c: a server that waits needs no processor time. */
#include "idle.h"

#include <stdio.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"
#include "params.h"
#include "proctask.h"
#include "program.h"

#define TASKS_MAX 256

/* Adds the time in which a task ran, and in which it could have run if a processor had been free.
 */
static void
add_task(struct idle_time *t, pid_t pid, pid_t tid)
{
    char path[64];
    unsigned long long ran = 0, waited = 0;
    FILE *f;
    int n;

    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", (int)pid, (int)tid);
    if ((f = fopen(path, "re")) == NULL)
        return;
    n = fscanf(f, "%llu %llu", &ran, &waited);
    fclose(f);
    t->ran += n == 2 ? (double)ran / 1e9 : 0;
    t->waited += n == 2 ? (double)waited / 1e9 : 0;
}

struct idle_time
idle_time(void)
{
    static struct proctree tree;
    static struct proctask tasks[TASKS_MAX];
    struct idle_time sum = {0, 0};

    program_tree(&tree);
    for (size_t i = 0; i < tree.count; i++) {
        size_t n = proctask_read(tree.pids[i], tasks, TASKS_MAX);
        for (size_t k = 0; k < n && k < TASKS_MAX; k++)
            add_task(&sum, tree.pids[i], tasks[k].tid);
    }
    return sum;
}

/* The shares of the time from now on. The server must not end in it, so waiting for its end lets
 * the time pass. */
static struct idle_time
share(struct program *p, long window)
{
    struct idle_time before = idle_time(), after;
    int64_t begin = clock_us();
    double seconds;

    if (program_wait(p, clock_ms() + window))
        judge_fail(V_FAIL, "the server runs until a signal", "it ended with exit status %d",
                   p->status);
    after = idle_time();
    seconds = (double)(clock_us() - begin) / 1e6;
    return (struct idle_time){(after.ran - before.ran) / seconds,
                              (after.waited - before.waited) / seconds};
}

/* Twice, so that what a client left to be done does not count. Who waited for a processor for long
 * but hardly ran may just have had to wait: who asks again and again runs whenever it may. */
double
idle_judge(const struct server *s)
{
    static const char expected[] = "while clients are silent the server sleeps in a system call";
    struct program p = s->program;
    struct idle_time used = share(&p, param("window"));

    if (used.ran + used.waited >= 0.5)
        used = share(&p, 2 * param("window"));
    if (used.ran + used.waited >= 0.5)
        judge_fail(used.ran < 0.02 ? V_INCONCLUSIVE : V_WRONG_MODEL, expected,
                   "with nothing to do it wanted the processor for %.0f %% of the time, and had it "
                   "for %.0f %%%s",
                   100 * (used.ran + used.waited), 100 * used.ran,
                   used.ran < 0.02 ? ": is this machine very busy?" : "");
    return used.ran + used.waited;
}
