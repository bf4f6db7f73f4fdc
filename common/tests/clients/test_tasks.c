/* tasks and print_two: what they print, and that waiting together is not waiting in turn. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The seconds in the last line, after the whole output has been checked. */
static double
seconds_of(const struct program *p, int tasks)
{
    char *text = program_output(p);
    char line[64];
    double seconds = -1;
    int said = 0, used = 0;
    int first = strstr(text, "Hello there 0\n") != NULL ? 0 : 1; /* which of them is not said */
    char *last = text;

    for (char *end; (end = strchr(last, '\n')) != NULL && end[1] != '\0'; last = end + 1)
        said++;
    expect(said == tasks, "%d lines before the last: %s", said, text);
    for (int i = first; i < first + tasks; i++) {
        const char *at;

        snprintf(line, sizeof line, "Hello there %d\n", i);
        at = strstr(text, line);
        expect(at != NULL && (at == text || at[-1] == '\n'), "no line %s", line);
    }
    snprintf(line, sizeof line, "%d tasks in %%lf s%%n", tasks);
    expect(sscanf(last, line, &seconds, &used) == 1 && strcmp(last + used, "\n") == 0,
           "the last line is %s", last);
    free(text);
    return seconds;
}

START_TEST(waiting)
{
    struct program p;
    double seconds = 0;

    /* Noise only adds time, so an upper bound that failed is tried again with a longer wait. */
    for (int i = 0; i < 3; i++) {
        static const char *const each[] = {"0.1", "0.4", "1.6"};
        double one = strtod(each[i], NULL);

        expect(run(&p, "tasks", "--tasks", "8", "--seconds", each[i]) == 0, "not exit 0");
        seconds = seconds_of(&p, 8);
        expect(seconds > 0.99 * one, "%g s is less than one task takes", seconds);
        if (kit_serves_in_turn()) {
            expect(seconds > 7.99 * one, "eight in turn took %g s", seconds);
            return;
        }
        if (seconds < 4 * one)
            return;
    }
    kit_fail("eight tasks that wait together took %g s", seconds);
}
END_TEST

START_TEST(the_usual_hundred)
{
    struct program p;

    expect(run(&p, "tasks", "--seconds", "0.01") == 0, "not exit 0");
    seconds_of(&p, 100);
}
END_TEST

START_TEST(in_turn_means_in_order)
{
    struct program p;
    char *text;

    expect(run(&p, "tasks", "--tasks", "3", "--seconds", "0") == 0, "not exit 0");
    seconds_of(&p, 3);
    text = program_output(&p);
    if (kit_serves_in_turn())
        expect(strncmp(text, "Hello there 1\nHello there 2\nHello there 3\n", 42) == 0 ||
                   strncmp(text, "Hello there 0\nHello there 1\nHello there 2\n", 42) == 0,
               "%s", text);
    free(text);
}
END_TEST

START_TEST(computing)
{
    struct program p;

    expect(run(&p, "tasks", "--kind", "compute", "--tasks", "3", "--seconds", "0.05") == 0,
           "not exit 0");
    expect(seconds_of(&p, 3) > 0.01, "computing took no time");
    expect(run(&p, "tasks", "--kind", "wait", "--tasks", "1", "--seconds", "0") == 0, "not exit 0");
    seconds_of(&p, 1);
}
END_TEST

START_TEST(many_threads_or_timers)
{
    struct program p;
    /* To begin a thread that is watched takes a busy machine a tenth of a second. */
    int tasks = kit_sanitized("thread") ? 50 : 1000;
    char number[8];

    snprintf(number, sizeof number, "%d", tasks);
    expect(run(&p, "tasks", "--tasks", number, "--seconds", kit_serves_in_turn() ? "0" : "0.2") ==
               0,
           "not exit 0");
    seconds_of(&p, tasks);
}
END_TEST

START_TEST(print_two)
{
    struct program p;
    char *text;

    if (strcmp(kit_lab, "lab2-threads") != 0)
        return;
    expect(run(&p, "print_two") == 0, "not exit 0");
    text = program_output(&p);
    expect(strcmp(text, "2 and 3\n") == 0, "printed %s", text);
    free(text);
    expect(run(&p, "print_two", "--help") == 0, "--help: not exit 0");
    expect(run(&p, "print_two", "--nonsense") == 2, "a wrong option: not exit 2");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, waiting);
    tcase_add_test(t, the_usual_hundred);
    tcase_add_test(t, in_turn_means_in_order);
    tcase_add_test(t, computing);
    tcase_add_test(t, many_threads_or_timers);
    tcase_add_test(t, print_two);
}

int
main(void)
{
    return kit_run("tasks", fill, KIT_WHOLE);
}
