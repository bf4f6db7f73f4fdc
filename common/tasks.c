/* What `tasks` does in every lab, apart from the waiting. */
#include "tasks.h"

#include "options.h"

#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Some steps of a random number generator (xorshift): work that no compiler can skip. */
static void
turn(unsigned long turns)
{
    volatile uint64_t result;
    uint64_t x = 88172645463325252u;

    while (turns-- > 0) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    result = x;
    (void)result;
}

/* CPU time, so that a busy machine does not make the work smaller. */
static double
cpu_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* How many turns take so many seconds, from a sample of a tenth of a second or more. */
static unsigned long
calibrate(double seconds)
{
    unsigned long turns = 1000;
    double took = 0;

    while (took < 0.1) {
        double start = cpu_now();

        turns *= 2;
        turn(turns);
        took = cpu_now() - start;
    }
    return (unsigned long)((double)turns * seconds / took);
}

struct tasks_options
tasks_options(int argc, char **argv)
{
    struct tasks_options o = {.tasks = 100, .seconds = 1.0};
    const char *kind = "wait";
    const struct option_row rows[] = {
        {OPTION_COUNT, "tasks", 0, &o.tasks, "N", "how many tasks"},
        {OPTION_SECONDS, "seconds", 0, &o.seconds, "S", "how long each takes"},
        {OPTION_TEXT, "kind", 0, &kind, "wait|compute", "what each does meanwhile"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {"[OPTION]...", "Runs tasks that wait or compute.", rows};

    options_read_all(&table, argc, argv);
    o.compute = strcmp(kind, "compute") == 0;
    if (!o.compute && strcmp(kind, "wait") != 0)
        errx(2, "--kind takes wait or compute, not \"%s\"", kind);
    if (o.compute)
        o.work = calibrate(o.seconds);
    return o;
}

void
tasks_compute(const struct tasks_options *o)
{
    turn(o->work);
}

void
tasks_hello(unsigned number)
{
    printf("Hello there %u\n", number);
    fflush(stdout);
}

int
tasks_summary(const struct tasks_options *o, double seconds)
{
    printf("%u tasks in %.3f s\n", o->tasks, seconds);
    if (fflush(stdout) != 0)
        err(1, "stdout");
    return EXIT_SUCCESS;
}
